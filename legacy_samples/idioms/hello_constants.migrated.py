"""Constants and a plain session; fetches of one tensor, a list and an expression."""
import tensorflow as tf

hello = tf.constant('Hello, TensorFlow!')
print(hello.numpy())

a = tf.constant(2)
b = tf.constant(3)
print("Addition with constants: %i" % (a + b).numpy())
print("Multiplication with constants: %i" % (a * b).numpy())

matrix1 = tf.constant([[3., 3.]])
matrix2 = tf.constant([[2.], [2.]])
product = tf.matmul(matrix1, matrix2)
result = product.numpy()
print(result)
both = [product.numpy(), a.numpy()]
print(both[0][0, 0], both[1])
