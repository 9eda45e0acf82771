"""A Saver over a subset of the variables, by name in a dict; the rest is initialised."""
from compat import tf1 as tf

w1 = tf.get_variable("w1", [2], initializer=tf.constant_initializer([1.0, 2.0]))
w2 = tf.get_variable("w2", [2], initializer=tf.constant_initializer(3.0))
double = w1.assign(w1 * 2)
change = w2.assign([8.0, 9.0])
part = tf.train.Saver({"first": w1})
everything = tf.train.Saver([w1, w2])

sess = tf.Session()
sess.run(tf.global_variables_initializer())
sess.run([double, change])
part.save(sess, './part')
everything.save(sess, './everything')
sess.run(tf.variables_initializer([w1, w2]))
print(sess.run([w1, w2]))
part.restore(sess, './part')
print(sess.run([w1, w2]))
everything.restore(sess, './everything')
print(sess.run([w1, w2]))
print(sorted(name for name, shape in tf.train.list_variables('./everything')))
sess.close()
