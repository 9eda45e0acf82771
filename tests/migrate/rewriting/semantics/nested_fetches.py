import tensorflow as tf

x = tf.Variable(initial_value=1.0)
v = tf.Variable([1.0, 2.0])
p = tf.placeholder(tf.float32, [2])
y = tf.square(x) * tf.reduce_sum(p * v)
y_grad = tf.gradients(y, x)
grads = tf.gradients(y, [x, v])
nets = {"a": p * 2, "b": tf.square(p)}
nets["c"] = nets["a"] + 1
pair = (p + 1, v + p)
sess = tf.Session()
sess.run(tf.global_variables_initializer())
y_, y_grad_ = sess.run([y, y_grad], {p: [1.0, 3.0]})
print(y_, type(y_grad_).__name__, y_grad_[0])
for g in sess.run(grads, feed_dict={p: [2.0, 3.0]}):
    print(g)
found = sess.run({"y": y, "g": grads, "pair": pair}, {p: [2.0, 3.0]})
print(sorted(found), list(found), found["y"], found["g"][1], found["pair"][0])
print(type(found).__name__, type(found["g"]).__name__, type(found["pair"]).__name__)
print(sess.run(nets["b"], {p: [2.0, 3.0]}), sess.run([nets["a"], nets["c"]], {p: [2.0, 3.0]}))
print(sess.run(pair, {p: [2.0, 3.0]}), sess.run(pair[1], {p: [5.0, 3.0]}))
[a, [b, c]] = sess.run([y, grads], {p: [2.0, 3.0]})
print(a, b, c)
