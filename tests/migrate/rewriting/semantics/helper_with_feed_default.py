import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
y = x * 2.0
def ev(v=3.0, *rest, **kw):
    return sess.run(y, feed_dict={x: v + kw.get("plus", 0.0) + len(rest)})
sess = tf.Session()
print(ev(), ev(1.0), ev(1.0, 2, 3), ev(plus=1.0), ev(*[4.0], **{"plus": 2.0}))
