"""get_or_create_global_step with polynomial, piecewise and inverse-time learning rates."""
import tensorflow as tf

step = tf.train.get_or_create_global_step()
advance = tf.assign_add(step, 1)
poly = tf.train.polynomial_decay(0.1, step, 8, end_learning_rate=0.01, power=2.0)
piecewise = tf.train.piecewise_constant(step, [2, 5], [1.0, 0.5, 0.1])
inverse = tf.train.inverse_time_decay(0.4, step, decay_steps=2, decay_rate=0.5)
natural = tf.train.natural_exp_decay(0.3, step, 4, 0.5)
cosine = tf.train.cosine_decay(0.2, step, 10)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(9):
        n = sess.run(step)
        rates = sess.run([poly, piecewise, inverse, natural, cosine])
        print(n, ' '.join('%.6f' % r for r in rates))
        sess.run(advance)
    print(tf.train.global_step(sess, step))
