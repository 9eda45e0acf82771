"""Names imported from tensorflow one by one, and an alias other than tf."""
import numpy as np
from compat import tf1 as tflow
from compat.tf1 import Session, Variable, float32, global_variables_initializer, placeholder
from compat.tf1.train import GradientDescentOptimizer as SGD

inputs = placeholder(float32, (None,), name='inputs')
targets = placeholder(float32, (None,), name='targets')
slope = Variable(0.5)
shift = Variable(0.0)
output = slope * inputs + shift
error = tflow.reduce_sum(tflow.pow(output - targets, 2)) / 8.
train = SGD(0.05).minimize(error)

t = np.linspace(0, 2, 5)
with Session() as s:
    s.run(global_variables_initializer())
    for i in range(20):
        s.run(train, {inputs: t, targets: 1 - t})
    print(s.run([slope, shift]), s.run(error, {inputs: t, targets: 1 - t}))
