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


observations = tf.placeholder(tf.float32, [None, N_STATES], name="observations")
actions = tf.placeholder(tf.int32, [None, ], name="actions_num")
values = tf.placeholder(tf.float32, [None, ], name="actions_value")
with tf.name_scope('policy'):
    w = tf.Variable(tf.zeros([N_STATES, N_ACTIONS]) + [[0.1, -0.1]])
    logits = tf.matmul(observations, w)
    probabilities = tf.nn.softmax(logits, name='act_prob')
log_prob = tf.reduce_sum(tf.log(probabilities) * tf.one_hot(actions, N_ACTIONS), axis=1)
loss = tf.reduce_mean(-log_prob * values)
train_op = tf.train.AdamOptimizer(0.05).minimize(loss)

rng = np.random.RandomState(33)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for episode in range(5):
        obs, acts, rewards = [], [], []
        for t in range(10):
            o = rng.rand(N_STATES)
            p = sess.run(probabilities, feed_dict={observations: o[np.newaxis, :]})
            a = int(rng.rand() > p[0, 0])
            obs.append(o)
            acts.append(a)
            rewards.append(1.0 if a == int(o[0] > 0.5) else 0.0)
        feed = {observations: np.vstack(obs), actions: np.array(acts), values: discount(rewards)}
        sess.run(train_op, feed)
        print(episode, sum(rewards), '%.5f' % sess.run(loss, feed))
