# what stops SciPy leaves the variables as they were
import tensorflow as tf

w = tf.Variable(3.0, dtype=tf.float64)
loss = tf.square(w - 1.0)
optimizer = tf.contrib.opt.ScipyOptimizerInterface(loss)
seen = []


def stop(value):
    seen.append(value)
    if len(seen) > 1:
        raise ValueError("enough")


with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    try:
        optimizer.minimize(sess, fetches=[loss], loss_callback=stop)
    except ValueError as error:
        print(error, "%.6f" % sess.run(w))
