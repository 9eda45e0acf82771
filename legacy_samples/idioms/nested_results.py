"""Fetches in lists and dicts, parts of a dict of tensors, and expressions written in the fetches."""
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
w = tf.Variable([[1.0], [2.0]])
b = tf.Variable([0.5])
net = {"hidden": tf.matmul(x, w) + b}
net["scores"] = tf.sigmoid(net["hidden"])
loss = tf.reduce_mean(tf.square(net["scores"] - 1.0))
grads = tf.gradients(loss, [w, b])

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    batch = [[0.1, 0.2], [-0.3, 0.4]]
    value, (dw, db) = sess.run([loss, grads], feed_dict={x: batch})
    print("%.5f" % value, dw, db)
    found = sess.run({"loss": loss, "scores": net["scores"]}, feed_dict={x: batch})
    print(sorted(found), found["scores"])
    print(sess.run(net["hidden"], {x: batch}))
    print(sess.run(tf.shape(x)[0], {x: batch}), sess.run(w * 2.0))
