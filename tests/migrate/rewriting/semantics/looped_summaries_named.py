import tensorflow as tf
import numpy as np

x = tf.placeholder(tf.float32, [None, 3])
w = tf.Variable(tf.ones([3, 1]) * 0.2, name="weights")
b = tf.Variable(tf.zeros([1]), name="bias")
loss = tf.reduce_mean(tf.square(tf.matmul(x, w) + b - 5.0))
for v in tf.trainable_variables():
    mean = tf.reduce_mean(v, name=v.name.replace(":0", "") + "/mean")
    tf.summary.scalar(v.name.replace(":0", "") + "/mean", mean)
merged = tf.summary.merge_all()
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    text = sess.run(merged)
    print(b"weights/mean_1" in text, b"bias/mean_1" in text, len(text))
    print("%.4f" % sess.run(loss, {x: np.ones([2, 3])}))
