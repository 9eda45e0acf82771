import tensorflow as tf

def f(x, tag):
    print(tag, "called")
    return x * 3.0, x + 1.0

x = tf.placeholder(tf.float32, [None])
f(x, "alone")
a, b = f(x, "pair")
c, d = f(a, "dead")
print("done")
with tf.Session() as sess:
    print(sess.run(b, {x: [1.]}))
