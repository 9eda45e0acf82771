import tensorflow as tf

w = tf.Variable(1.0)
sess = tf.Session()
sess.run(w.initializer)
sess.run(w.assign(5.0))
v = tf.Variable(w.initialized_value() + 1.0)
sess.run(v.initializer)
print(sess.run([w, v]))
