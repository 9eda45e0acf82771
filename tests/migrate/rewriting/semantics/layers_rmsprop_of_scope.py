import numpy as np
import tensorflow as tf

n_in = 3
x = tf.placeholder(tf.float32, [None, n_in])
z = tf.placeholder(tf.float32, [None, 2])
with tf.variable_scope("gen"):
    fake = tf.layers.dense(z, n_in, kernel_initializer=tf.constant_initializer(0.4))


def critic(v, reuse):
    with tf.variable_scope("disc", reuse=reuse):
        h = tf.layers.dense(v, 4, tf.nn.tanh, kernel_initializer=tf.constant_initializer(0.2))
        return tf.layers.dense(h, 1, kernel_initializer=tf.constant_initializer(-0.1))


real_score = critic(x, False)
fake_score = critic(fake, True)
d_loss = tf.reduce_mean(fake_score) - tf.reduce_mean(tf.square(real_score))
g_loss = -tf.reduce_mean(fake_score)
d_vars = [v for v in tf.trainable_variables() if v.name.startswith("disc")]
g_vars = tf.trainable_variables("gen")
d_step = tf.train.RMSPropOptimizer(0.01).minimize(d_loss, var_list=d_vars)
g_step = tf.train.AdamOptimizer(0.02).minimize(g_loss, var_list=g_vars)
rng = np.random.RandomState(3)
a, b = rng.rand(5, 3), rng.rand(5, 2)
sess = tf.Session()
sess.run(tf.global_variables_initializer())
for i in range(4):
    _, d = sess.run([d_step, d_loss], {x: a, z: b})
    _, g = sess.run([g_step, g_loss], {z: b})
    print(i, "%.5f" % sess.run(d_loss, {x: a, z: b}), "%.5f" % sess.run(g_loss, {z: b}))
