# a callback that runs the session finds the variables as they were before the minimization
import tensorflow as tf

w = tf.Variable(3.0, dtype=tf.float64)
loss = tf.square(w - 1.0)
optimizer = tf.contrib.opt.ScipyOptimizerInterface(loss)
sess = tf.Session()
sess.run(tf.global_variables_initializer())


def show(value):
    print("%.6f %.6f" % (value, sess.run(w)))


optimizer.minimize(sess, fetches=[loss], loss_callback=show)
print("%.6f" % sess.run(w))
