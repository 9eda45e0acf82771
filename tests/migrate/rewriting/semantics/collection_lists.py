"""Collections: add_to_collection, get_collection by scope, trainable_variables(scope), tf.add_n."""
import tensorflow as tf


def layer(x, rows, size, name):
    with tf.variable_scope(name):
        w = tf.get_variable('w', [rows, size], initializer=tf.constant_initializer(0.5))
        tf.add_to_collection('losses', tf.nn.l2_loss(w) * 0.01)
        return tf.matmul(x, w)


x = tf.placeholder(tf.float32, [None, 3])
h = layer(x, 3, 4, 'encoder')
y = layer(h, 4, 1, 'decoder')
data_loss = tf.reduce_mean(tf.square(y))
tf.add_to_collection('losses', data_loss)
total = tf.add_n(tf.get_collection('losses'), name='total')
encoder_vars = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope='encoder')
decoder_vars = [v for v in tf.trainable_variables() if v.name.startswith('decoder')]
train_encoder = tf.train.GradientDescentOptimizer(0.01).minimize(total, var_list=encoder_vars)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print([v.name for v in encoder_vars], [v.name for v in decoder_vars])
    for _ in range(3):
        print(sess.run(total, {x: [[1.0, 2.0, 3.0]]}))
        sess.run(train_encoder, {x: [[1.0, 2.0, 3.0]]})
    print(sess.run(decoder_vars)[0].ravel())
