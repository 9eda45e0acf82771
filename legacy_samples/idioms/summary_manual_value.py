"""One named summary run alone beside the train op, written with its step; two writers."""
import numpy as np
import tensorflow as tf

v = tf.Variable(5.0)
target = tf.placeholder(tf.float32, shape=())
loss = tf.square(v - target)
train_op = tf.train.GradientDescentOptimizer(0.25).minimize(loss)
loss_summary = tf.summary.scalar("train_loss", loss)

sess = tf.Session()
train_writer = tf.summary.FileWriter("./board/train", sess.graph)
test_writer = tf.summary.FileWriter("./board/test")
sess.run(tf.global_variables_initializer())
for step in range(5):
    _, s = sess.run([train_op, loss_summary], feed_dict={target: 1.0})
    train_writer.add_summary(s, step)
    test = sess.run(loss, {target: 0.0})
    value = tf.Summary(value=[tf.Summary.Value(tag="test_loss", simple_value=float(test))])
    test_writer.add_summary(value, global_step=step)
    print(step, test)
train_writer.flush()
train_writer.close()
test_writer.close()
print(np.round(sess.run(v), 5))
