"""A deep Q network in a class: its target network of layers is replaced by assign ops."""
import numpy as np
import tensorflow as tf


class DQN:
    def __init__(self, n_actions, n_features, rate=0.1, every=2):
        self.n_actions = n_actions
        self.n_features = n_features
        self.lr = rate
        self.every = every
        self.steps = 0
        self._build_net()
        self.t_params = [*self.t1_layer.variables, *self.q_next_layer.variables]
        self.e_params = [*self.e1_layer.variables, *self.q_eval_layer.variables]

        self.costs = []

    @tf.function
    def replace_op(self):
        for t, e in zip(self.t_params, self.e_params):
            t.assign(e)

    def _build_net(self):
        s_spec = tf.TensorSpec([None, self.n_features], tf.float32, name="s")
        s__spec = tf.TensorSpec([None, self.n_features], tf.float32, name="s_")
        r_spec = tf.TensorSpec([None], tf.float32, name="r")
        a_spec = tf.TensorSpec([None], tf.int32, name="a")
        w, b = tf.constant_initializer(0.3), tf.constant_initializer(0.1)
        self.e1_layer = tf.keras.layers.Dense(4, tf.nn.relu, kernel_initializer=w, bias_initializer=b, name="e1")
        self.e1_layer.build([None, self.n_features])
        self.q_eval_layer = tf.keras.layers.Dense(self.n_actions, kernel_initializer=w, bias_initializer=b, name="q")
        self.q_eval_layer.build([None, 4])

        self.compute_q_eval = tf.function(self.compute_q_eval, input_signature=[s_spec])

        low = tf.constant_initializer(-0.2)
        self.t1_layer = tf.keras.layers.Dense(4, tf.nn.relu, kernel_initializer=low, bias_initializer=b, name="t1")
        self.t1_layer.build([None, self.n_features])
        self.q_next_layer = tf.keras.layers.Dense(self.n_actions, kernel_initializer=low, bias_initializer=b, name="t2")
        self.q_next_layer.build([None, 4])
        self.optimizer = tf.keras.optimizers.RMSprop(self.lr, rho=0.9, epsilon=1e-10)  # TF1's epsilon
        self.variables = [
            *self.e1_layer.trainable_variables,
            *self.q_eval_layer.trainable_variables,
            *self.t1_layer.trainable_variables,
            *self.q_next_layer.trainable_variables,
        ]
        self.optimizer.build(self.variables)
        for slot in self.optimizer.variables:
            if "velocity" in slot.path:
                slot.assign(slot + 1.0)  # TF1's mean square starts at one

        self.train_step = tf.function(self.train_step, input_signature=[s_spec, s__spec, r_spec, a_spec])

    def compute_q_eval(self, s):
        e1 = self.e1_layer(s)
        return self.q_eval_layer(e1)

    def train_step(self, s, s_, r, a):
        with tf.GradientTape() as tape:
            q_eval = self.compute_q_eval(s)
            t1 = self.t1_layer(s_)
            q_next = self.q_next_layer(t1)
            q_target = tf.stop_gradient(r + 0.9 * tf.reduce_max(q_next, axis=1))
            indices = tf.stack([tf.range(tf.shape(a)[0], dtype=tf.int32), a], axis=1)
            q_of_a = tf.gather_nd(params=q_eval, indices=indices)
            loss = tf.reduce_mean(tf.math.squared_difference(q_target, q_of_a))
        self.optimizer.apply_gradients(zip(tape.gradient(loss, self.variables), self.variables))
        return loss

    def choose(self, s):
        values = self.compute_q_eval(s[np.newaxis, :]).numpy()
        return np.argmax(values), values

    def learn(self, s, a, r, s_):
        if self.steps % self.every == 0:
            self.replace_op()
            print("replaced")
        cost = self.train_step(s, s_, r, a).numpy()
        self.costs.append(cost)
        self.steps += 1


agent = DQN(2, 3)
states = np.arange(12).reshape(4, 3) / 10.0
for i in range(5):
    agent.learn(states, [0, 1, 0, 1], [1.0, 0.0, 0.5, 2.0], states + 0.1)
print(["%.4f" % cost for cost in agent.costs])
action, values = agent.choose(states[1])
print(int(action), values)
