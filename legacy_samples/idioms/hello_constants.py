"""Constants and a plain session; fetches of one tensor, a list and an expression."""
import tensorflow as tf

hello = tf.constant('Hello, TensorFlow!')
sess = tf.Session()
print(sess.run(hello))

a = tf.constant(2)
b = tf.constant(3)
print("Addition with constants: %i" % sess.run(a + b))
print("Multiplication with constants: %i" % sess.run(a * b))

matrix1 = tf.constant([[3., 3.]])
matrix2 = tf.constant([[2.], [2.]])
product = tf.matmul(matrix1, matrix2)
result = sess.run(product)
print(result)
both = sess.run([product, a])
print(both[0][0, 0], both[1])
sess.close()
