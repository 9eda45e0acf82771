import numpy as np
import tensorflow as tf

xs = np.arange(8.0, dtype=np.float32).reshape(4, 2)
ys = np.arange(4.0, dtype=np.float32).reshape(4, 1)
dataset = tf.data.Dataset.from_tensor_slices((xs, ys)).batch(2).repeat(2)
iterator = dataset.make_initializable_iterator()
bx, by = iterator.get_next()
w = tf.Variable([[1.0], [2.0]])
loss = tf.reduce_mean(tf.square(tf.matmul(bx, w) - by))
train = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
sess = tf.Session()
sess.run([iterator.initializer, tf.global_variables_initializer()])
for step in range(10):
    try:
        _, value = sess.run([train, loss])
        if step % 2 == 0:
            print(step, value, sess.run(loss, {bx: xs, by: ys}))
    except tf.errors.OutOfRangeError:
        print("the end after", step)
        break
print(sess.run(loss, {bx: xs[:1], by: ys[:1]}))
