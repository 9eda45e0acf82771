import tensorflow as tf

x = tf.placeholder(tf.float32, [])
with tf.variable_scope("eval"):
    a = tf.get_variable("a", [], initializer=tf.constant_initializer(2.0))
with tf.variable_scope("target"):
    b = tf.get_variable("b", [], initializer=tf.constant_initializer(3.0))
sess = tf.Session()


def replace():
    t_params = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="target")
    e_params = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="eval")
    sess.run([tf.assign(t, e) for t, e in zip(t_params, e_params)])


with tf.variable_scope("target"):
    c = tf.get_variable("c", [], initializer=tf.constant_initializer(4.0))
with tf.variable_scope("eval"):
    d = tf.get_variable("d", [], initializer=tf.constant_initializer(5.0))
sess.run(tf.global_variables_initializer())
replace()
print(sess.run([a, b, c, d]), sess.run(x + b + c, {x: 1.0}))
