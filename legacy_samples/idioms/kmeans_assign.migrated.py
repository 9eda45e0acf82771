"""K-means by hand: expand_dims, argmin and an assign of the centroids run until nothing moves."""
import numpy as np
import tensorflow as tf

K = 3
rng = np.random.RandomState(4)
points_np = np.vstack([rng.normal(c, 0.3, (20, 2)) for c in (0.0, 2.0, 5.0)]).astype(np.float32)

points = tf.constant(points_np)
centroids = tf.Variable(points_np[[0, 20, 40]], name="centroids")
assignments_var = tf.Variable(tf.zeros([60], dtype=tf.int64))

expanded_points = tf.expand_dims(points, 0)


def compute_assignments():
    expanded_centroids = tf.expand_dims(centroids, 1)
    distances = tf.reduce_sum(tf.square(tf.subtract(expanded_points, expanded_centroids)), 2)
    return tf.argmin(distances, 0)


@tf.function
def evaluate():
    assignments = compute_assignments()
    did_change = tf.reduce_any(tf.not_equal(assignments, assignments_var))
    return did_change, assignments


@tf.function
def update():
    assignments = compute_assignments()
    means = []
    for c in range(K):
        mask = tf.reshape(tf.where(tf.equal(assignments, c)), [-1])
        means.append(tf.reduce_mean(tf.gather(points, mask), axis=0))
    new_centroids = tf.stack(means)
    return centroids.assign(new_centroids)


for iteration in range(4):
    changed, assigned = (t.numpy() for t in evaluate())
    assignments_var.assign(assigned)
    print(iteration, bool(changed), np.bincount(assigned).tolist())
    print(update().numpy())
