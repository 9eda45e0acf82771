import tensorflow as tf
x = tf.placeholder(tf.float32, [2])
acts = []
for k in range(2):
    acts.append(x * k)
with tf.Session() as sess:
    print(sess.run(acts, {x: [1, 2]}))
    acts.append(x + 5)
    print(sess.run(acts, {x: [1, 2]}))
