import tensorflow as tf

w = tf.Variable(1.0, name="w")
b = tf.Variable(1.0, name="b")
step = tf.Variable(1.0, trainable=False, name="step")
kept = [w, b]
if step not in kept:
    kept.append(step)
total = tf.add_n(kept)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(total), len(kept))
