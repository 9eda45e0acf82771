"""Scalar and histogram summaries, merge_all, FileWriter; the tags are read back from the event file."""
import glob
import numpy as np
from compat import tf1 as tf

logs_path = './logs/example'
with tf.name_scope('input'):
    x = tf.placeholder(tf.float32, [None, 2], name='x')
    y = tf.placeholder(tf.float32, [None], name='y')
with tf.name_scope('model'):
    w = tf.Variable(tf.ones([2]) * 0.3, name='weights')
    out = tf.reduce_sum(x * w, 1)
with tf.name_scope('loss'):
    loss = tf.reduce_mean(tf.square(out - y))
with tf.name_scope('sgd'):
    train = tf.train.GradientDescentOptimizer(0.05).minimize(loss)
tf.summary.scalar('loss', loss)
tf.summary.histogram('weights', w)
merged_summary_op = tf.summary.merge_all()

data = np.random.RandomState(0).rand(8, 2)
answer = data.sum(1)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    writer = tf.summary.FileWriter(logs_path, graph=tf.get_default_graph())
    for i in range(4):
        sess.run(train, feed_dict={x: data, y: answer})
        summary = sess.run(merged_summary_op, feed_dict={x: data, y: answer})
        writer.add_summary(summary, i)
    writer.close()
    print(sess.run(loss, feed_dict={x: data, y: answer}))
print(len(glob.glob(logs_path + '/events.out.tfevents.*')))
