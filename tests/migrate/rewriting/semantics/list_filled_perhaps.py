import random
import tensorflow as tf

w = tf.Variable(1.0, name="w")
b = tf.Variable(2.0, name="b")
kept = [w]
if random.random() > 2:
    kept.append(b)
names = [v.name for v in kept]
total = w + b
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(total), names)
