"""A state variable counted up by an assign op; the fetch of the update gives the new value."""
from compat import tf1 as tf

state = tf.Variable(0, name='counter')
one = tf.constant(1)
new_value = tf.add(state, one)
update = tf.assign(state, new_value)
double = state.assign(state * 2)
add_five = state.assign_add(5)

init = tf.global_variables_initializer()
with tf.Session() as sess:
    sess.run(init)
    print(sess.run(state))
    for _ in range(3):
        sess.run(update)
        print(sess.run(state))
    print(sess.run(double))
    print(sess.run(add_five))
    print(sess.run(state))
    sess.run(init)
    print("again", sess.run(state))
