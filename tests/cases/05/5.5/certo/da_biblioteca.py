import copy

from torch.nn.utils.fusion import fuse_conv_bn_eval


def funde_conv_bn(conv, bn):
    return fuse_conv_bn_eval(copy.deepcopy(conv).eval(), copy.deepcopy(bn).eval())
