"""A state variable counted up by an assign op; the fetch of the update gives the new value."""
import tensorflow as tf

state = tf.Variable(0, name='counter')
one = tf.constant(1)


@tf.function
def update():
    new_value = tf.add(state, one)
    return state.assign(new_value)


@tf.function
def double():
    return state.assign(state * 2)


@tf.function
def add_five():
    return state.assign_add(5)


initial_values = [(variable, variable.numpy()) for variable in [state]]


def initialize():
    for variable, value in initial_values:
        variable.assign(value)


print(state.numpy())
for _ in range(3):
    update()
    print(state.numpy())
print(double().numpy())
print(add_five().numpy())
print(state.numpy())
initialize()
print("again", state.numpy())
