import tensorflow as tf

p = tf.placeholder(tf.float32, [2])
layers = [p + 1, p + 2]
kept = layers[0]
layers[0] = kept * 10
with tf.Session() as sess:
    print(sess.run([kept, layers[0]], {p: [1.0, 2.0]}))
