import tensorflow as tf
x = tf.placeholder(tf.float32, [2])
acts = []
for k in range(3):
    acts.append(x * k)
first = acts[0] + 1
for k in range(2):
    acts.append(first * k)
last = acts[-1] + 2
with tf.Session() as sess:
    print(sess.run(first, {x: [1, 2]}))
    print(sess.run(acts, {x: [1, 2]}))
    print(sess.run([last, acts], {x: [1, 2]}))
