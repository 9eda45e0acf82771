"""ConfigProto with gpu options, log_device_placement off, a device block, sess.as_default."""
import os
import tensorflow as tf

os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'
config = tf.ConfigProto(allow_soft_placement=True, log_device_placement=False)
config.gpu_options.allow_growth = True
config.intra_op_parallelism_threads = 1

with tf.device('/device:GPU:0'):
    a = tf.constant([[1.0, 2.0], [3.0, 4.0]], name='a')
    v = tf.Variable(tf.eye(2), name='v')
c = tf.matmul(a, v + 1.0)

sess = tf.Session(config=config)
with sess.as_default():
    tf.global_variables_initializer().run()
    print(c.eval())
    print(sess.run(tf.reduce_max(c)))
sess.close()
