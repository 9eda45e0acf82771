"""RMSProp with decay, momentum and epsilon given; one optimizer per program."""
import numpy as np
import tensorflow as tf

x_ph_spec = tf.TensorSpec([None, 2], tf.float64)
y_ph_spec = tf.TensorSpec([None, 1], tf.float64)
theta = tf.Variable(np.array([[1.0], [-1.0]]), dtype=tf.float64)


@tf.function(input_signature=[x_ph_spec, y_ph_spec])
def compute_objective(x_ph, y_ph):
    residual = tf.matmul(x_ph, theta) - y_ph
    return 0.5 * tf.reduce_sum(residual ** 2)


optimizer = tf.keras.optimizers.RMSprop(0.02, rho=0.8, momentum=0.5, epsilon=1e-6)
variables = [theta]
optimizer.build(variables)
for slot in optimizer.variables:
    if "velocity" in slot.path:
        slot.assign(slot + 1.0)  # TF1's mean square starts at one


@tf.function(input_signature=[x_ph_spec, y_ph_spec])
def step(x_ph, y_ph):
    with tf.GradientTape() as tape:
        objective = compute_objective(x_ph, y_ph)
    optimizer.apply_gradients(zip(tape.gradient(objective, variables), variables))


A = np.array([[2.0, 1.0], [1.0, 3.0], [0.5, -1.0]])
B = np.array([[1.0], [2.0], [0.5]])
for i in range(15):
    step(A, B)
    if i % 5 == 4:
        print(i, compute_objective(A, B).numpy(), theta.numpy().ravel())
