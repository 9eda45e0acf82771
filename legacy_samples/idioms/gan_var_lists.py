"""GAN: two losses, two optimizers, each with a var_list; alternating updates."""
import numpy as np
import tensorflow as tf

image_dim, hidden_dim, noise_dim = 12, 10, 4
rng = np.random.RandomState(8)
real = rng.rand(40, image_dim)


def glorot_init(shape):
    return tf.random_normal(shape=shape, stddev=1. / tf.sqrt(shape[0] / 2.))


weights = {
    'gen_hidden1': tf.Variable(glorot_init([noise_dim, hidden_dim])),
    'gen_out': tf.Variable(glorot_init([hidden_dim, image_dim])),
    'disc_hidden1': tf.Variable(glorot_init([image_dim, hidden_dim])),
    'disc_out': tf.Variable(glorot_init([hidden_dim, 1])),
}
biases = {
    'gen_hidden1': tf.Variable(tf.zeros([hidden_dim])),
    'gen_out': tf.Variable(tf.zeros([image_dim])),
    'disc_hidden1': tf.Variable(tf.zeros([hidden_dim])),
    'disc_out': tf.Variable(tf.zeros([1])),
}


def generator(x):
    hidden = tf.nn.relu(tf.matmul(x, weights['gen_hidden1']) + biases['gen_hidden1'])
    return tf.nn.sigmoid(tf.matmul(hidden, weights['gen_out']) + biases['gen_out'])


def discriminator(x):
    hidden = tf.nn.relu(tf.matmul(x, weights['disc_hidden1']) + biases['disc_hidden1'])
    return tf.nn.sigmoid(tf.matmul(hidden, weights['disc_out']) + biases['disc_out'])


gen_input = tf.placeholder(tf.float32, shape=[None, noise_dim], name='input_noise')
disc_input = tf.placeholder(tf.float32, shape=[None, image_dim], name='disc_input')
gen_sample = generator(gen_input)
disc_real = discriminator(disc_input)
disc_fake = discriminator(gen_sample)
gen_loss = -tf.reduce_mean(tf.log(disc_fake))
disc_loss = -tf.reduce_mean(tf.log(disc_real) + tf.log(1. - disc_fake))

optimizer_gen = tf.train.AdamOptimizer(learning_rate=0.002)
optimizer_disc = tf.train.AdamOptimizer(learning_rate=0.002)
gen_vars = [weights['gen_hidden1'], weights['gen_out'], biases['gen_hidden1'], biases['gen_out']]
disc_vars = [weights['disc_hidden1'], weights['disc_out'], biases['disc_hidden1'], biases['disc_out']]
train_gen = optimizer_gen.minimize(gen_loss, var_list=gen_vars)
train_disc = optimizer_disc.minimize(disc_loss, var_list=disc_vars)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(1, 9):
        batch_x = real[(i % 4) * 10:(i % 4) * 10 + 10]
        z = rng.uniform(-1., 1., size=[10, noise_dim])
        sess.run(train_disc, feed_dict={disc_input: batch_x, gen_input: z})
        sess.run(train_gen, feed_dict={gen_input: z})
        if i % 4 == 0:
            gl, dl = sess.run([gen_loss, disc_loss], feed_dict={disc_input: batch_x, gen_input: z})
            print('Step %i: Generator Loss: %f, Discriminator Loss: %f' % (i, gl, dl))
