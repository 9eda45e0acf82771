"""GAN: two losses, two optimizers, each with a var_list; alternating updates."""
import numpy as np
import tensorflow as tf

image_dim, hidden_dim, noise_dim = 12, 10, 4
rng = np.random.RandomState(8)
real = rng.rand(40, image_dim)


def glorot_init(shape):
    return tf.random.normal(shape=shape, stddev=1. / tf.sqrt(shape[0] / 2.))


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


gen_input_spec = tf.TensorSpec([None, noise_dim], tf.float32, name='input_noise')
disc_input_spec = tf.TensorSpec([None, image_dim], tf.float32, name='disc_input')


def compute_disc_fake(gen_input):
    gen_sample = generator(gen_input)
    return discriminator(gen_sample)


def compute_gen_loss(disc_fake):
    return -tf.reduce_mean(tf.math.log(disc_fake))


def compute_disc_loss(disc_input, disc_fake):
    disc_real = discriminator(disc_input)
    return -tf.reduce_mean(tf.math.log(disc_real) + tf.math.log(1. - disc_fake))


@tf.function(input_signature=[gen_input_spec, disc_input_spec])
def evaluate(gen_input, disc_input):
    disc_fake = compute_disc_fake(gen_input)
    disc_loss = compute_disc_loss(disc_input, disc_fake)
    gen_loss = compute_gen_loss(disc_fake)
    return gen_loss, disc_loss


optimizer_gen = tf.keras.optimizers.Adam(
    learning_rate=0.002, beta_1=0.8999999762, beta_2=0.9990000129, epsilon=1e-8
)  # TF1's epsilon, and its betas as float32
optimizer_disc = tf.keras.optimizers.Adam(
    learning_rate=0.002, beta_1=0.8999999762, beta_2=0.9990000129, epsilon=1e-8
)  # TF1's epsilon, and its betas as float32
gen_vars = [weights['gen_hidden1'], weights['gen_out'], biases['gen_hidden1'], biases['gen_out']]
disc_vars = [weights['disc_hidden1'], weights['disc_out'], biases['disc_hidden1'], biases['disc_out']]
optimizer_gen.build(gen_vars)


@tf.function(input_signature=[gen_input_spec])
def train_gen(gen_input):
    with tf.GradientTape() as tape:
        disc_fake = compute_disc_fake(gen_input)
        gen_loss = compute_gen_loss(disc_fake)
    optimizer_gen.apply_gradients(zip(tape.gradient(gen_loss, gen_vars), gen_vars))


optimizer_disc.build(disc_vars)


@tf.function(input_signature=[gen_input_spec, disc_input_spec])
def train_disc(gen_input, disc_input):
    with tf.GradientTape() as tape:
        disc_fake = compute_disc_fake(gen_input)
        disc_loss = compute_disc_loss(disc_input, disc_fake)
    optimizer_disc.apply_gradients(zip(tape.gradient(disc_loss, disc_vars), disc_vars))


for i in range(1, 9):
    batch_x = real[(i % 4) * 10:(i % 4) * 10 + 10]
    z = rng.uniform(-1., 1., size=[10, noise_dim])
    train_disc(z, batch_x)
    train_gen(z)
    if i % 4 == 0:
        gl, dl = (t.numpy() for t in evaluate(z, batch_x))
        print('Step %i: Generator Loss: %f, Discriminator Loss: %f' % (i, gl, dl))
