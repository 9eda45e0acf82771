import tensorflow as tf

x = tf.placeholder(tf.float32)
calls = []
for kind in ["a", "b"]:
    if kind == "a":
        calls.append(kind)
if len(calls) == 1:
    y = x * 2.0
else:
    calls.append("never")
    y = x * 3.0
flag = True
if flag:
    print("building")
    z = y + 1.0
else:
    z = y + 2.0
with tf.Session() as sess:
    print(sess.run([y, z], {x: 2.0}), calls)
    print(sess.run(z, {x: 3.0}))
