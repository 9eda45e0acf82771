"""One run of a sum in a plain session."""
import tensorflow as tf

a = tf.constant(2.0)
b = tf.constant(3.0)
c = tf.add(a, b)
sess = tf.Session()
c_val = sess.run(c)
print(c_val)
sess.close()
