import tensorflow as tf

tf.enable_eager_execution()
w = tf.Variable(1.0)
rate = tf.Variable(0.1)
optimizer = tf.train.GradientDescentOptimizer(rate)
for i in range(3):
    with tf.GradientTape() as tape:
        loss = w * w
    optimizer.apply_gradients([(tape.gradient(loss, w), w)])
    rate.assign(0.2)
print(w.numpy())
