"""Names of early TensorFlow that 1.15 still has: initialize_all_variables, arg_max, div, log, to_float, keep_dims."""
import tensorflow as tf

sess = tf.InteractiveSession()
m = tf.Variable([[1.0, -2.0, 3.0], [4.0, 5.0, -6.0]])
tf.initialize_all_variables().run()

print(tf.reduce_sum(m, reduction_indices=1, keep_dims=True).eval())
print(tf.reduce_mean(m, axis=0, keep_dims=False).eval())
print(tf.arg_max(m, 1).eval(), tf.argmax(m, dimension=0).eval())
print(tf.div(7, 2).eval(), tf.div(7.0, 2.0).eval(), tf.floordiv(-7, 2).eval(), tf.mod(-7, 3).eval())
print(tf.log(tf.abs(m)).eval())
print(tf.to_int32(m).eval(), tf.to_float(3).eval(), tf.to_double([1]).eval())
print(tf.expand_dims(m, dim=0).get_shape(), tf.squeeze(m[:1], squeeze_dims=[0]).eval())
print(tf.rsqrt(4.0).eval(), tf.is_nan([float('nan')]).eval(), tf.lgamma(4.0).eval())
print(tf.matrix_inverse([[2.0, 0.0], [0.0, 4.0]]).eval(), tf.matrix_determinant([[2.0, 1.0], [0.0, 4.0]]).eval())
print(tf.sparse_to_dense([1, 3], [5], [7, 9]).eval(), tf.space_to_batch([[[[1], [2]], [[3], [4]]]], [[0, 0], [0, 0]], 2).eval().ravel())
print(tf.string_join(['a', 'b'], separator='-').eval(), tf.as_string(5).eval())
print(len(tf.all_variables()))
