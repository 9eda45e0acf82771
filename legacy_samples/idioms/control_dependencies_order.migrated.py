"""control_dependencies: the update runs before the value is read, and a group joins two updates."""
import tensorflow as tf

a = tf.Variable(1.0, name='a')
b = tf.Variable(10.0, name='b')


@tf.function
def sum_after():
    a.assign_add(2.0)
    return a.read_value() + b


@tf.function
def done():
    b.assign(b * 0.5)
    a.assign_add(1.0)


print(sum_after().numpy())
print(sum_after().numpy())
done()
print(a.numpy(), b.numpy())
done()
print([a.numpy(), b.numpy()])
