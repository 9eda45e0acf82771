import tensorflow as tf


class GAN:
    def __init__(self, dim):
        self.dim = dim
        self.z = tf.placeholder(tf.float32, [None, 2])
        self.x = tf.placeholder(tf.float32, [None, 3])
        self.fake = self.generator(self.z)
        real = self.discriminator(self.x)
        fake = self.discriminator(self.fake, reuse=True)
        self.d_loss = tf.reduce_mean(tf.nn.softplus(fake)) + tf.reduce_mean(tf.nn.softplus(-real))
        self.g_loss = tf.reduce_mean(tf.nn.softplus(-fake))
        t_vars = tf.trainable_variables()
        d_vars = [v for v in t_vars if "d_" in v.name]
        g_vars = [v for v in t_vars if "g_" in v.name]
        self.d_train = tf.train.GradientDescentOptimizer(0.1).minimize(self.d_loss, var_list=d_vars)
        self.g_train = tf.train.GradientDescentOptimizer(0.1).minimize(self.g_loss, var_list=g_vars)

    def generator(self, z, reuse=False):
        with tf.variable_scope("generator", reuse=reuse):
            w = tf.get_variable("g_w", [2, self.dim], initializer=tf.constant_initializer(0.3))
            return tf.matmul(z, w)

    def discriminator(self, x, reuse=False):
        with tf.variable_scope("discriminator", reuse=reuse):
            w = tf.get_variable("d_w", [self.dim, 1], initializer=tf.constant_initializer(0.2))
            b = tf.get_variable("d_b", [1], initializer=tf.zeros_initializer())
            return tf.matmul(x, w) + b

    def step(self, sess, x, z):
        _, d = sess.run([self.d_train, self.d_loss], {self.x: x, self.z: z})
        _, g = sess.run([self.g_train, self.g_loss], {self.z: z})
        return sess.run(self.d_loss, {self.x: x, self.z: z}), sess.run(self.g_loss, {self.z: z})


gan = GAN(3)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        d, g = gan.step(sess, [[1.0, 2.0, 0.5]], [[0.1, i]])
        print("%.5f %.5f" % (d, g))
    print(sess.run(gan.fake, {gan.z: [[1.0, 1.0]]}))
