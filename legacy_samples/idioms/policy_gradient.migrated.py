"""A policy gradient: stop-free log probabilities weighted by fed returns, sampling on the host."""
import numpy as np
import tensorflow as tf

N_STATES, N_ACTIONS, GAMMA = 4, 2, 0.95


def discount(rewards):
    result, running = np.zeros(len(rewards)), 0.0
    for i in reversed(range(len(rewards))):
        running = rewards[i] + GAMMA * running
        result[i] = running
    return (result - result.mean()) / (result.std() + 1e-8)


observations_spec = tf.TensorSpec([None, N_STATES], tf.float32, name="observations")
actions_spec = tf.TensorSpec([None, ], tf.int32, name="actions_num")
values_spec = tf.TensorSpec([None, ], tf.float32, name="actions_value")
w = tf.Variable(tf.zeros([N_STATES, N_ACTIONS]) + [[0.1, -0.1]])


@tf.function(input_signature=[observations_spec])
def compute_probabilities(observations):
    logits = tf.matmul(observations, w)
    return tf.nn.softmax(logits, name='act_prob')


@tf.function(input_signature=[observations_spec, actions_spec, values_spec])
def compute_loss(observations, actions, values):
    probabilities = compute_probabilities(observations)
    log_prob = tf.reduce_sum(tf.math.log(probabilities) * tf.one_hot(actions, N_ACTIONS), axis=1)
    return tf.reduce_mean(-log_prob * values)


# TF1's epsilon, and its betas as float32
optimizer = tf.keras.optimizers.Adam(0.05, beta_1=0.8999999762, beta_2=0.9990000129, epsilon=1e-8)
variables = [w]
optimizer.build(variables)


@tf.function(input_signature=[observations_spec, actions_spec, values_spec])
def train_step(observations, actions, values):
    with tf.GradientTape() as tape:
        loss = compute_loss(observations, actions, values)
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))


rng = np.random.RandomState(33)
for episode in range(5):
    obs, acts, rewards = [], [], []
    for t in range(10):
        o = rng.rand(N_STATES)
        p = compute_probabilities(o[np.newaxis, :]).numpy()
        a = int(rng.rand() > p[0, 0])
        obs.append(o)
        acts.append(a)
        rewards.append(1.0 if a == int(o[0] > 0.5) else 0.0)
    feed = dict(observations=np.vstack(obs), actions=np.array(acts), values=discount(rewards))
    train_step(**feed)
    print(episode, sum(rewards), '%.5f' % compute_loss(**feed).numpy())
