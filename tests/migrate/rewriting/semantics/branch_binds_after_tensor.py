import tensorflow as tf

flag = True
scale = 2.0
x = tf.placeholder(tf.float32, [None])
if flag:
    y = x * scale
    scale = 3.0
    print("scale", scale)
with tf.Session() as sess:
    print(sess.run(y, {x: [1.0, 2.0]}), scale)
