"""tf.cond, tf.while_loop, tf.case and tf.where on placeholders."""
import tensorflow as tf

x_spec = tf.TensorSpec([], tf.float32, name='x')
n_spec = tf.TensorSpec([], tf.int32, name='n')


@tf.function(input_signature=[n_spec])
def i_and_product(n):
    return tf.while_loop(lambda i, p: tf.less(i, n),
                         lambda i, p: (i + 1, p * tf.cast(i + 1, tf.float32)),
                         [tf.constant(0), tf.constant(1.0)])


@tf.function(input_signature=[n_spec])
def size(n):
    return tf.case([(tf.greater(n, 10), lambda: tf.constant('big')), (tf.greater(n, 3), lambda: tf.constant('medium'))],
                   default=lambda: tf.constant('small'))


@tf.function(input_signature=[x_spec])
def evaluate(x):
    branch = tf.cond(x > 0, lambda: tf.sqrt(x), lambda: x * x)
    clipped = tf.where(tf.greater([1.0, -2.0, 3.0], x), tf.ones([3]), tf.zeros([3]))
    return branch, clipped


for value in (4.0, -3.0):
    print([t.numpy() for t in evaluate(value)])
for count in (3, 5, 11):
    loops, p = (t.numpy() for t in i_and_product(count))
    print(loops, p, size(count).numpy().decode())
