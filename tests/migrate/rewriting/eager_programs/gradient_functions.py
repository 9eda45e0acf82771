import tensorflow as tf
import tensorflow.contrib.eager as tfe

tfe.enable_eager_execution()


def square(x):
    return x * x


def weighted(x, y):
    return tf.reduce_sum(x * x * y)


w = tfe.Variable([1.0, 2.0], name="w")


def loss(scale):
    return tf.reduce_sum(w * w * scale)


grad = tfe.gradients_function(square)
print([g.numpy() for g in grad(3.0)])
both = tfe.value_and_gradients_function(weighted)
value, grads = both([1.0, 2.0], [3.0, 4.0])
print(value.numpy(), [g.numpy() for g in grads])
same = tf.constant([1.0, -2.0])
value, grads = both(same, same)
print(value.numpy(), [g.numpy() for g in grads])
cube_grad = tfe.gradients_function(lambda x: x * x * x)
print(cube_grad(2.0)[0].numpy())
implicit = tfe.implicit_value_and_gradients(loss)
value, pairs = implicit(tf.constant(0.5))
print(value.numpy(), [(g.numpy(), v.numpy()) for g, v in pairs])


def second(x):
    first = tfe.gradients_function(square)
    return first(x)[0]


grad_of_grad = tfe.gradients_function(second)
print(grad_of_grad(5.0)[0].numpy())
