import tensorflow as tf

tf.enable_eager_execution()
a, b = tf.Variable(1.0), tf.Variable(2.0)
optimizer = tf.train.AdamOptimizer(0.1)
for i in range(3):
    with tf.GradientTape(persistent=True) as tape:
        loss = a * a * b
    optimizer.apply_gradients([(tape.gradient(loss, a), a)])
    optimizer.apply_gradients([(tape.gradient(loss, b), b)])
print(a.numpy(), b.numpy())
