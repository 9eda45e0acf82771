import tensorflow as tf

whole = tf.placeholder(tf.float32, [])
x = whole / 2.0
out = x + 1.0
with tf.Session() as sess:
    print(sess.run(out, {whole: 4.0}))
    print(sess.run(out, {x: 4.0}))
