import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 1])
z = tf.placeholder(tf.float32, [None, 1])
gw = tf.Variable([[1.0]])
dw = tf.Variable([[0.5]])
def generator(t):
    return tf.matmul(t, gw)
def discriminator(t):
    return tf.nn.sigmoid(tf.matmul(t, dw))
fake = generator(z)
real_p = discriminator(x)
fake_p = discriminator(fake)
d_loss = -tf.reduce_mean(tf.log(real_p) + tf.log(1.0 - fake_p))
g_loss = -tf.reduce_mean(tf.log(fake_p))
d_train = tf.train.AdamOptimizer(0.1).minimize(d_loss, var_list=[dw])
g_train = tf.train.AdamOptimizer(0.1).minimize(g_loss, var_list=[gw])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        _, dl = sess.run([d_train, d_loss], {x: [[1.0]], z: [[0.3]]})
        _, gl = sess.run([g_train, g_loss], {z: [[0.3]]})
        print(dl, gl)
    print(sess.run(gw), sess.run(dw))
