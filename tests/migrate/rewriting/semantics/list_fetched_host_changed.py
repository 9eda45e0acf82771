import tensorflow as tf
x = tf.placeholder(tf.float32, [2])
sizes = [1, 2]
acts = []
for k in sizes:
    acts.append(x * k)
sizes.append(3)
with tf.Session() as sess:
    print(sess.run(acts, {x: [1, 2]}))
