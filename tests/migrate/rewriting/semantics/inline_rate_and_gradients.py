import tensorflow as tf
gs = tf.Variable(0, trainable=False)
w = tf.Variable([2.0, 3.0])
loss = tf.reduce_sum(tf.square(w))
optimizer = tf.train.GradientDescentOptimizer(tf.train.inverse_time_decay(0.5, gs, 1, 0.5))
gradients, variables = zip(*optimizer.compute_gradients(loss))
gradients, _ = tf.clip_by_global_norm(gradients, 2.0)
train = optimizer.apply_gradients(zip(gradients, variables), global_step=gs)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        sess.run(train)
        print(sess.run([w, gs]))
