import tensorflow as tf
x = tf.placeholder(tf.float32, [])
k = tf.placeholder_with_default(2.0, [])
y = x * k
with tf.Session() as sess:
    for i in range(4):
        if i == 0:
            feed = {x: 1.0}  # first
        elif i == 1:
            feed = {x: 2.0, k: 3.0}
        else:
            feed = {x: i,
                    k: 5.0}
        v = sess.run(y, feed_dict=feed)  # run
        print("%.2f" % v)
    for i in range(2):
        if i:
            feed = {x: 1.0}
        else:
            feed = {x: 2.0, k: 3.0}
        v = sess.run(y, feed_dict=feed)
        print("%.2f" % v)
