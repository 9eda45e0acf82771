import numpy as np
import tensorflow as tf

letters = np.array(["T", "e", "n", "s"])
joined = tf.scan(lambda a, x: a + x, letters)
sums = tf.scan(lambda a, x: 2.0 * a + x, np.array([1.0, 2.0, 3.0]))
squares = tf.map_fn(lambda x: x * x, np.array([1.0, 2.0, 3.0], np.float32))
sess = tf.InteractiveSession()
print(list(sess.run(joined)))
print(sess.run([sums, squares]), sums.eval().dtype)
