import tensorflow as tf

tf.enable_eager_execution()

w = tf.Variable([1.0, -2.0], name="w")
b = tf.Variable(0.5)
frozen = tf.Variable(3.0, trainable=False)
global_step = tf.train.get_or_create_global_step()
optimizer = tf.train.AdamOptimizer(0.1)
for i in range(4):
    optimizer.minimize(lambda: tf.reduce_sum(tf.square(w * frozen - 1.0)) + b * b, global_step=global_step)
    print(global_step.numpy(), w.numpy(), b.numpy(), frozen.numpy())


def loss_of_b():
    return b * b * 3.0


other = tf.train.GradientDescentOptimizer(0.1)
for i in range(3):
    other.minimize(loss_of_b, var_list=[b])
print(w.numpy(), b.numpy())

third = tf.train.MomentumOptimizer(0.1, 0.9)
for i in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(w * w)
    grads = tape.gradient(loss, [w])
    third.apply_gradients(zip(grads, [w]), global_step=global_step, name="update")
print(w.numpy(), int(global_step))
