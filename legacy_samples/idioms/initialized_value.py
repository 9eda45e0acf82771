"""Variables made from other variables' initial values; only some of them are initialised by hand."""
import tensorflow as tf

weights = tf.Variable(tf.constant([1.0, 2.0, 4.0]), name="weights")
copy = tf.Variable(weights.initialized_value(), name="copy")
twice = tf.Variable(weights.initialized_value() * 2.0, name="twice", trainable=False)
late = tf.Variable(0.5, name="late")

sess = tf.Session()
sess.run(tf.global_variables_initializer())
sess.run(weights.assign([0.0, 0.0, 0.0]))
print(sess.run([weights, copy, twice]))
sess.run(late.assign(9.0))
sess.run(late.initializer)
print(sess.run(tf.report_uninitialized_variables()), sess.run(late), sess.run(tf.is_variable_initialized(late)))
sess.close()
