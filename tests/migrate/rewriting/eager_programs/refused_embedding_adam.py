import tensorflow as tf

tf.enable_eager_execution()
table = tf.Variable(tf.ones([3, 2]))
optimizer = tf.train.AdamOptimizer(0.1)
for i in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(tf.square(tf.gather(table, [0, 0, 1])))
    optimizer.apply_gradients([(tape.gradient(loss, table), table)])
print(table.numpy())
