import tensorflow as tf

mode = "sum"
x = tf.placeholder(tf.float32, [None])
if mode == "sum":
    mode = "total"
    print(mode)
    y = tf.reduce_sum(x)
else:
    mode = "average"
    y = tf.reduce_mean(x)
with tf.Session() as sess:
    print(mode, sess.run(y, {x: [1.0, 2.0]}))
