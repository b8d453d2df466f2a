/**
 * Signatures of operators. Made by scripts/make_operators.py from onnx 1.23.1 and onnxruntime 1.30.0: do not edit.
 * The form of a line is explained in operators.ts.
 * @module
 */

/** Operators of the standard domain, from operator set 7 to 28. */
export const standardOperators = `
Abs|1-1>1-1|X:T>Y:T||6 T=abcdefgjklm;13 T=abcdefgjklmp
Acos|1-1>1-1|input:T>output:T||7 T=ajk;22 T=ajkp
Acosh|1-1>1-1|input:T>output:T||9 T=ajk;22 T=ajkp
Add|2-2>1-1|A:T,B:T>C:T||7 T=afgjklm;13 T=afgjklmp;14 T=abcdefgjklmp
AffineGrid|2-2>1-1|theta:T1,size:T2>grid:T1|align_corners:int=0|20 T1=ajkp,T2=g
And|2-2>1-1|A:T,B:T>C:T1||7 T=i,T1=i
ArgMax|1-1>1-1|data:T>reduced:=g|axis:int=0,keepdims:int=1|1 T=abcdefgjklm;11 T=abcdefgjklm
ArgMax|1-1>1-1|data:T>reduced:=g|axis:int=0,keepdims:int=1,select_last_index:int=0|12 T=abcdefgjklm;13 T=abcdefgjklmp
ArgMin|1-1>1-1|data:T>reduced:=g|axis:int=0,keepdims:int=1|1 T=abcdefgjklm;11 T=abcdefgjklm
ArgMin|1-1>1-1|data:T>reduced:=g|axis:int=0,keepdims:int=1,select_last_index:int=0|12 T=abcdefgjklm;13 T=abcdefgjklmp
Asin|1-1>1-1|input:T>output:T||7 T=ajk;22 T=ajkp
Asinh|1-1>1-1|input:T>output:T||9 T=ajk;22 T=ajkp
Atan|1-1>1-1|input:T>output:T||7 T=ajk;22 T=ajkp
Atanh|1-1>1-1|input:T>output:T||9 T=ajk;22 T=ajkp
Attention|3-6>1-4|Q:T1,K:T1,V:T2,attn_mask?:U,past_key?:T1,past_value?:T2>Y:T1,present_key?:T1,present_value?:T2,qk_matmul_output?:T1|is_causal:int=0,kv_num_heads:int,q_num_heads:int,qk_matmul_output_mode:int=0,scale:float,softcap:float=0.0,softmax_precision:int|23 T1=ajkp,T2=ajkp,U=abcdefgijklmp
Attention|3-7>1-4|Q:T1,K:T1,V:T2,attn_mask?:U,past_key?:T1,past_value?:T2,nonpad_kv_seqlen?:=g>Y:T1,present_key?:T1,present_value?:T2,qk_matmul_output?:T1|is_causal:int=0,kv_num_heads:int,q_num_heads:int,qk_matmul_output_mode:int=0,scale:float,softcap:float=0.0,softmax_precision:int|24 T1=ajkp,T2=ajkp,U=abcdefgijklmp
Attention|3-7>1-4|Q:T1,K:T1,V:T2,attn_mask?:U,past_key?:T1,past_value?:T2,nonpad_kv_seqlen?:=g>Y:T1,present_key?:T1,present_value?:T2,qk_matmul_output?:T1|is_causal:int=0,kv_num_heads:int,left_window_size:int=-1,q_num_heads:int,qk_matmul_output_mode:int=0,right_window_size:int=-1,scale:float,softcap:float=0.0,softmax_precision:int|25 T1=ajkp,T2=ajkp,U=abcdefgijklmp
AveragePool|1-1>1-1|X:T>Y:T|auto_pad:string=NOTSET,count_include_pad:int=0,kernel_shape!:ints,pads:ints,strides:ints|7 T=ajk
AveragePool|1-1>1-1|X:T>Y:T|auto_pad:string=NOTSET,ceil_mode:int=0,count_include_pad:int=0,kernel_shape!:ints,pads:ints,strides:ints|10 T=ajk;11 T=ajk
AveragePool|1-1>1-1|X:T>Y:T|auto_pad:string=NOTSET,ceil_mode:int=0,count_include_pad:int=0,dilations:ints,kernel_shape!:ints,pads:ints,strides:ints|19 T=ajk;22 T=ajkp
BatchNormalization|5-5>1-5|X:T,scale:T,B:T,mean:T,var:T>Y:T,mean?:T,var?:T,saved_mean?:T,saved_var?:T|epsilon:float=1e-05,momentum:float=0.9,spatial:int=1|7 T=ajk
BatchNormalization|5-5>1-5|X:T,scale:T,B:T,mean:T,var:T>Y:T,mean?:T,var?:T,saved_mean?:T,saved_var?:T|epsilon:float=1e-05,momentum:float=0.9|9 T=ajk
BatchNormalization|5-5>1-3|X:T,scale:T,B:T,input_mean:U,input_var:U>Y:T,running_mean?:U,running_var?:U|epsilon:float=1e-05,momentum:float=0.9,training_mode:int=0|14 T=ajkp,U=ajkp
BatchNormalization|5-5>1-3|X:T,scale:T1,B:T1,input_mean:T2,input_var:T2>Y:T,running_mean?:T2,running_var?:T2|epsilon:float=1e-05,momentum:float=0.9,training_mode:int=0|15 T=ajkp,T1=ajkp,T2=ajkp
Bernoulli|1-1>1-1|input:T1>output:T2|dtype:int,seed:float|15 T1=ajk,T2=abcdefgijklmp;22 T1=ajkp,T2=abcdefgijklmp
BitCast|1-1>1-1|input:T1>output:T2|to!:int|26 T1=abcdefgijklmnopqrstuvwxyz,T2=abcdefgijklmnopqrstuvwxyz
BitShift|2-2>1-1|X:T,Y:T>Z:T|direction!:string|11 T=bdlm;28 T=bcdefglm
BitwiseAnd|2-2>1-1|A:T,B:T>C:T||18 T=bcdefglm
BitwiseNot|1-1>1-1|X:T>Y:T||18 T=bcdefglm
BitwiseOr|2-2>1-1|A:T,B:T>C:T||18 T=bcdefglm
BitwiseXor|2-2>1-1|A:T,B:T>C:T||18 T=bcdefglm
BlackmanWindow|1-1>1-1|size:T1>output:T2|output_datatype:int=1,periodic:int=1|17 T1=fg,T2=abcdefgjklmp
Cast|1-1>1-1|input:T1>output:T2|to!:int|6 T1=abcdefgijklm,T2=abcdefgijklm;9 T1=abcdefghijklm,T2=abcdefghijklm;13 T1=abcdefghijklmp,T2=abcdefghijklmp
Cast|1-1>1-1|input:T1>output:T2|saturate:int=1,to!:int|19 T1=abcdefghijklmpqrst,T2=abcdefghijklmpqrst;21 T1=abcdefghijklmpqrstuv,T2=abcdefghijklmpqrstuv;23 T1=abcdefghijklmpqrstuvw,T2=abcdefghijklmpqrstuvw
Cast|1-1>1-1|input:T1>output:T2|round_mode:string=up,saturate:int=1,to!:int|24 T1=abcdefghijklmpqrstuvwx,T2=abcdefghijklmpqrstuvwx;25 T1=abcdefghijklmpqrstuvwxyz,T2=abcdefghijklmpqrstuvwxyz;28 T1=ABabcdefghijklmpqrstuvwxyz,T2=ABabcdefghijklmpqrstuvwxyz
CastLike|2-2>1-1|input:T1,target_type:T2>output:T2||15 T1=abcdefghijklmp,T2=abcdefghijklmp
CastLike|2-2>1-1|input:T1,target_type:T2>output:T2|saturate:int=1|19 T1=abcdefghijklmpqrst,T2=abcdefghijklmpqrst;21 T1=abcdefghijklmpqrstuv,T2=abcdefghijklmpqrstuv;23 T1=abcdefghijklmpqrstuvw,T2=abcdefghijklmpqrstuvw
CastLike|2-2>1-1|input:T1,target_type:T2>output:T2|round_mode:string=up,saturate:int=1|24 T1=abcdefghijklmpqrstuvwx,T2=abcdefghijklmpqrstuvwx;25 T1=abcdefghijklmpqrstuvwxyz,T2=abcdefghijklmpqrstuvwxyz
CausalConvWithState|2-4>2-2|input:T,weight:T,bias?:T,past_state?:T>output:T,present_state:T|activation:string=none|27 T=ajp
Ceil|1-1>1-1|X:T>Y:T||6 T=ajk;13 T=ajkp
Celu|1-1>1-1|X:T>Y:T|alpha:float=1.0|12 T=a;28 T=ajkp
CenterCropPad|2-2>1-1|input_data:T,shape:Tind>output_data:T|axes:ints|18 T=abcdefghijklmnop,Tind=fg
Clip|1-1>1-1|input:T>output:T|max:float=3.402823e+38,min:float=-3.402823e+38|6 T=ajk
Clip|1-3>1-1|input:T,min?:T,max?:T>output:T||11 T=ajk;12 T=abcdefgjklm;13 T=abcdefgjklmp
Col2Im|3-3>1-1|input:T,image_shape:=g,block_shape:=g>output:T|dilations:ints,pads:ints,strides:ints|18 T=abcdefghijklmnop
Compress|2-2>1-1|input:T,condition:T1>output:T|axis:int|9 T=abcdefghijklmno,T1=i;11 T=abcdefghijklmno,T1=i;28 T=abcdefghijklmnop,T1=i
Concat|1-9999>1-1|inputs*:T>concat_result:T|axis!:int|4 T=abcdefghijklmno;11 T=abcdefghijklmno;13 T=abcdefghijklmnop
ConcatFromSequence|1-1>1-1|input_sequence:S>concat_result:T|axis!:int,new_axis:int=0|11 S=S,T=abcdefghijklmno
Constant|0-0>1-1|>output:T|value!:tensor|1 T=ajk;9 T=abcdefghijklmno
Constant|0-0>1-1|>output:T|sparse_value:sparseTensor,value:tensor|11 T=abcdefghijklmno
Constant|0-0>1-1|>output:T|sparse_value:sparseTensor,value:tensor,value_float:float,value_floats:floats,value_int:int,value_ints:ints,value_string:string,value_strings:strings|12 T=abcdefghijklmno;13 T=abcdefghijklmnop;19 T=abcdefghijklmnopqrst;21 T=abcdefghijklmnopqrstuv;23 T=abcdefghijklmnopqrstuvw;24 T=abcdefghijklmnopqrstuvwx;25 T=abcdefghijklmnopqrstuvwxyz
ConstantOfShape|1-1>1-1|input:T1>output:T2|value:tensor|9 T1=g,T2=abcdefgijklm;20 T1=g,T2=abcdefgijklmpqrst;21 T1=g,T2=abcdefgijklmpqrstuv;23 T1=g,T2=abcdefgijklmpqrstuvw;24 T1=g,T2=abcdefgijklmpqrstuvwx;25 T1=g,T2=abcdefgijklmpqrstuvwxyz
Conv|2-3>1-1|X:T,W:T,B?:T>Y:T|auto_pad:string=NOTSET,dilations:ints,group:int=1,kernel_shape:ints,pads:ints,strides:ints|1 T=ajk;11 T=ajk;22 T=ajkp
ConvInteger|2-4>1-1|x:T1,w:T2,x_zero_point?:T1,w_zero_point?:T2>y:T3|auto_pad:string=NOTSET,dilations:ints,group:int=1,kernel_shape:ints,pads:ints,strides:ints|10 T1=bc,T2=bc,T3=f
ConvTranspose|2-3>1-1|X:T,W:T,B?:T>Y:T|auto_pad:string=NOTSET,dilations:ints,group:int=1,kernel_shape:ints,output_padding:ints,output_shape:ints,pads:ints,strides:ints|1 T=ajk;11 T=ajk;22 T=ajkp
Cos|1-1>1-1|input:T>output:T||7 T=ajk;22 T=ajkp
Cosh|1-1>1-1|input:T>output:T||9 T=ajk;22 T=ajkp
CumProd|2-2>1-1|x:T,axis:T2>y:T|exclusive:int=0,reverse:int=0|26 T=afgjklmp,T2=fg
CumSum|2-2>1-1|x:T,axis:T2>y:T|exclusive:int=0,reverse:int=0|11 T=afgklm,T2=fg;14 T=afgjklmp,T2=fg
DFT|1-2>1-1|input:T1,dft_length?:T2>output:T1|axis:int=1,inverse:int=0,onesided:int=0|17 T1=ajkp,T2=fg
DFT|1-3>1-1|input:T1,dft_length?:T2,axis?:=g>output:T1|inverse:int=0,onesided:int=0|20 T1=ajkp,T2=fg
DeformConv|3-5>1-1|X:T,W:T,offset:T,B?:T,mask?:T>Y:T|dilations:ints,group:int=1,kernel_shape:ints,offset_group:int=1,pads:ints,strides:ints|19 T=ajk;22 T=ajkp
DepthToSpace|1-1>1-1|input:T>output:T|blocksize!:int|1 T=abcdefghijklmno
DepthToSpace|1-1>1-1|input:T>output:T|blocksize!:int,mode:string=DCR|11 T=abcdefghijklmno;13 T=abcdefghijklmnop;28 T=abcdefghijklmnop
DequantizeLinear|2-3>1-1|x:T,x_scale:=a,x_zero_point?:T>y:=a||10 T=bcf
DequantizeLinear|2-3>1-1|x:T,x_scale:=a,x_zero_point?:T>y:=a|axis:int=1|13 T=bcf
DequantizeLinear|2-3>1-1|x:T1,x_scale:T2,x_zero_point?:T1>y:T2|axis:int=1|19 T1=bcfqrst,T2=ajp
DequantizeLinear|2-3>1-1|x:T1,x_scale:T2,x_zero_point?:T1>y:T2|axis:int=1,block_size:int=0|21 T1=bcdefqrstuv,T2=ajp
DequantizeLinear|2-3>1-1|x:T1,x_scale:T2,x_zero_point?:T1>y:T3|axis:int=1,block_size:int=0,output_dtype:int=0|23 T1=bcdefqrstuvw,T2=ajp,T3=ajp;24 T1=bcdefqrstuvw,T2=ajpx,T3=ajp;25 T1=bcdefqrstuvwyz,T2=ajpx,T3=ajp;28 T1=ABbcdefqrstuvwyz,T2=ajpx,T3=ajp
Det|1-1>1-1|X:T>Y:T||11 T=ajk;22 T=ajkp
Div|2-2>1-1|A:T,B:T>C:T||7 T=afgjklm;13 T=afgjklmp;14 T=abcdefgjklmp
Dropout|1-1>1-2|data:T>output:T,mask?:T|ratio:float=0.5|7 T=ajk
Dropout|1-1>1-2|data:T>output:T,mask?:T1|ratio:float=0.5|10 T=ajk,T1=i
Dropout|1-3>1-2|data:T,ratio?:T1,training_mode?:T2>output:T,mask?:T2|seed:int|12 T=ajk,T1=ajk,T2=i;13 T=ajkp,T1=ajk,T2=i;22 T=ajkpqrst,T1=ajkpqrst,T2=i
DynamicQuantizeLinear|1-1>3-3|x:T1>y:T2,y_scale:=a,y_zero_point:T2||11 T1=a,T2=b
Einsum|1-9999>1-1|Inputs*:T>Output:T|equation!:string|12 T=abcdefgjklm;28 T=abcdefgjklmp
Elu|1-1>1-1|X:T>Y:T|alpha:float=1.0|6 T=ajk;22 T=ajkp
Equal|2-2>1-1|A:T,B:T>C:T1||7 T=fgi,T1=i;11 T=abcdefgijklm,T1=i;13 T=abcdefgijklmp,T1=i;19 T=abcdefghijklmp,T1=i
Erf|1-1>1-1|input:T>output:T||9 T=abcdefgjklm;13 T=ajkp
Exp|1-1>1-1|input:T>output:T||6 T=ajk;13 T=ajkp
Expand|2-2>1-1|input:T,shape:=g>output:T||8 T=abcdefghijklmno;13 T=abcdefghijklmnop
EyeLike|1-1>1-1|input:T1>output:T2|dtype:int,k:int=0|9 T1=abcdefgijklm,T2=abcdefgijklm;22 T1=abcdefgijklmp,T2=abcdefgijklmp
Flatten|1-1>1-1|input:T>output:T|axis:int=1|1 T=ajk;9 T=abcdefghijklmno;11 T=abcdefghijklmno;13 T=abcdefghijklmnop;21 T=abcdefghijklmnopqrstuv;23 T=abcdefghijklmnopqrstuvw;24 T=abcdefghijklmnopqrstuvwx;25 T=abcdefghijklmnopqrstuvwxyz
Floor|1-1>1-1|X:T>Y:T||6 T=ajk;13 T=ajkp
GRU|3-6>0-2|X:T,W:T,R:T,B?:T,sequence_lens?:T1,initial_h?:T>Y?:T,Y_h?:T|activation_alpha:floats,activation_beta:floats,activations:strings,clip:float,direction:string=forward,hidden_size:int,linear_before_reset:int=0|7 T=ajk,T1=f
GRU|3-6>0-2|X:T,W:T,R:T,B?:T,sequence_lens?:T1,initial_h?:T>Y?:T,Y_h?:T|activation_alpha:floats,activation_beta:floats,activations:strings,clip:float,direction:string=forward,hidden_size:int,layout:int=0,linear_before_reset:int=0|14 T=ajk,T1=f;22 T=ajkp,T1=f
Gather|2-2>1-1|data:T,indices:Tind>output:T|axis:int=0|1 T=abcdefghijklmno,Tind=fg;11 T=abcdefghijklmno,Tind=fg;13 T=abcdefghijklmnop,Tind=fg
GatherElements|2-2>1-1|data:T,indices:Tind>output:T|axis:int=0|11 T=abcdefghijklmno,Tind=fg;13 T=abcdefghijklmnop,Tind=fg
GatherND|2-2>1-1|data:T,indices:=g>output:T||11 T=abcdefghijklmno
GatherND|2-2>1-1|data:T,indices:=g>output:T|batch_dims:int=0|12 T=abcdefghijklmno;13 T=abcdefghijklmnop
Gelu|1-1>1-1|X:T>Y:T|approximate:string=none|20 T=ajkp
Gemm|3-3>1-1|A:T,B:T,C:T>Y:T|alpha:float=1.0,beta:float=1.0,transA:int=0,transB:int=0|7 T=ajk;9 T=afgjklm
Gemm|2-3>1-1|A:T,B:T,C?:T>Y:T|alpha:float=1.0,beta:float=1.0,transA:int=0,transB:int=0|11 T=afgjklm;13 T=afgjklmp
GlobalAveragePool|1-1>1-1|X:T>Y:T||1 T=ajk;22 T=ajkp
GlobalLpPool|1-1>1-1|X:T>Y:T|p:int=2|2 T=ajk;22 T=ajkp
GlobalMaxPool|1-1>1-1|X:T>Y:T||1 T=ajk;22 T=ajkp
Greater|2-2>1-1|A:T,B:T>C:T1||7 T=ajk,T1=i;9 T=abcdefgjklm,T1=i;13 T=abcdefgjklmp,T1=i
GreaterOrEqual|2-2>1-1|A:T,B:T>C:T1||12 T=abcdefgjklm,T1=i;16 T=abcdefgjklmp,T1=i
GridSample|2-2>1-1|X:T1,grid:T2>Y:T1|align_corners:int=0,mode:string=bilinear,padding_mode:string=zeros|16 T1=abcdefghijklmno,T2=ajk
GridSample|2-2>1-1|X:T1,grid:T2>Y:T1|align_corners:int=0,mode:string=linear,padding_mode:string=zeros|20 T1=abcdefghijklmno,T2=ajk;22 T1=abcdefghijklmnop,T2=ajkp
GroupNormalization|deprecated|18
GroupNormalization|3-3>1-1|X:T,scale:T,bias:T>Y:T|epsilon:float=1e-05,num_groups!:int,stash_type:int=1|21 T=ajkp
HammingWindow|1-1>1-1|size:T1>output:T2|output_datatype:int=1,periodic:int=1|17 T1=fg,T2=abcdefgjklmp
HannWindow|1-1>1-1|size:T1>output:T2|output_datatype:int=1,periodic:int=1|17 T1=fg,T2=abcdefgjklmp
HardSigmoid|1-1>1-1|X:T>Y:T|alpha:float=0.2,beta:float=0.5|6 T=ajk;22 T=ajkp
HardSwish|1-1>1-1|X:T>Y:T||14 T=ajk;22 T=ajkp
Hardmax|1-1>1-1|input:T>output:T|axis:int=1|1 T=ajk;11 T=ajk
Hardmax|1-1>1-1|input:T>output:T|axis:int=-1|13 T=ajkp
Identity|1-1>1-1|input:T>output:T||1 T=abcdefghijklmno;13 T=abcdefghijklmnop
Identity|1-1>1-1|input:V>output:V||14 V=Sabcdefghijklmnop;16 V=OSabcdefghijklmnop;19 V=OSabcdefghijklmnopqrst;21 V=OSabcdefghijklmnopqrstuv;23 V=OSabcdefghijklmnopqrstuvw;24 V=OSabcdefghijklmnopqrstuvwx;25 V=OSabcdefghijklmnopqrstuvwxyz
If|1-1>1-9999|cond:B>outputs**:V|else_branch!:graph,then_branch!:graph|1 B=i,V=abcdefghijklmno;11 B=i,V=abcdefghijklmno;13 B=i,V=Sabcdefghijklmno;16 B=i,V=OSabcdefghijklmnop;19 B=i,V=OSabcdefghijklmnopqrst;21 B=i,V=OSabcdefghijklmnopqrstuv;23 B=i,V=OSabcdefghijklmnopqrstuvw;24 B=i,V=OSabcdefghijklmnopqrstuvwx;25 B=i,V=OSabcdefghijklmnopqrstuvwxyz
ImageDecoder|1-1>1-1|encoded_stream:T1>image:T2|pixel_format:string=RGB|20 T1=b,T2=b
InstanceNormalization|3-3>1-1|input:T,scale:T,B:T>output:T|epsilon:float=1e-05|6 T=ajk;22 T=ajkp
IsInf|1-1>1-1|X:T1>Y:T2|detect_negative:int=1,detect_positive:int=1|10 T1=ak,T2=i;20 T1=ajkpqrst,T2=i
IsNaN|1-1>1-1|X:T1>Y:T2||9 T1=ajk,T2=i;13 T1=ajkp,T2=i;20 T1=ajkpqrst,T2=i
LRN|1-1>1-1|X:T>Y:T|alpha:float=0.0001,beta:float=0.75,bias:float=1.0,size!:int|1 T=ajk;13 T=ajkp
LSTM|3-8>0-3|X:T,W:T,R:T,B?:T,sequence_lens?:T1,initial_h?:T,initial_c?:T,P?:T>Y?:T,Y_h?:T,Y_c?:T|activation_alpha:floats,activation_beta:floats,activations:strings,clip:float,direction:string=forward,hidden_size:int,input_forget:int=0|7 T=ajk,T1=f
LSTM|3-8>0-3|X:T,W:T,R:T,B?:T,sequence_lens?:T1,initial_h?:T,initial_c?:T,P?:T>Y?:T,Y_h?:T,Y_c?:T|activation_alpha:floats,activation_beta:floats,activations:strings,clip:float,direction:string=forward,hidden_size:int,input_forget:int=0,layout:int=0|14 T=ajk,T1=f;22 T=ajkp,T1=f
LayerNormalization|2-3>1-3|X:T,Scale:V,B?:V>Y:V,Mean?:U,InvStdDev?:U|axis:int=-1,epsilon:float=1e-05,stash_type:int=1|1 T=ajkp,U=ak,V=ajkp
LayerNormalization|2-3>1-3|X:T,Scale:T,B?:T>Y:T,Mean?:U,InvStdDev?:U|axis:int=-1,epsilon:float=1e-05,stash_type:int=1|17 T=ajkp,U=ap
LeakyRelu|1-1>1-1|X:T>Y:T|alpha:float=0.01|6 T=ajk;16 T=ajkp
Less|2-2>1-1|A:T,B:T>C:T1||7 T=ajk,T1=i;9 T=abcdefgjklm,T1=i;13 T=abcdefgjklmp,T1=i
LessOrEqual|2-2>1-1|A:T,B:T>C:T1||12 T=abcdefgjklm,T1=i;16 T=abcdefgjklmp,T1=i
LinearAttention|3-6>2-2|query:T,key:T,value:T,past_state?:S,decay?:T,beta?:T>output:T,present_state:S|chunk_size:int=64,kv_num_heads!:int,q_num_heads!:int,scale:float=0.0,update_rule:string=gated_delta|27 S=ajp,T=ajp
Log|1-1>1-1|input:T>output:T||6 T=ajk;13 T=ajkp
LogSoftmax|1-1>1-1|input:T>output:T|axis:int=1|1 T=ajk;11 T=ajk
LogSoftmax|1-1>1-1|input:T>output:T|axis:int=-1|13 T=ajkp
Loop|3-9999>1-9999|M?:I,cond?:B,v_initial**:V>v_final_and_scan_outputs**:V|body!:graph|1 B=i,I=g,V=abcdefghijklmno
Loop|2-9999>1-9999|M?:I,cond?:B,v_initial**:V>v_final_and_scan_outputs**:V|body!:graph|11 B=i,I=g,V=abcdefghijklmno;13 B=i,I=g,V=Sabcdefghijklmno;16 B=i,I=g,V=OSabcdefghijklmnop;19 B=i,I=g,V=OSabcdefghijklmnopqrst;21 B=i,I=g,V=OSabcdefghijklmnopqrstuv;23 B=i,I=g,V=OSabcdefghijklmnopqrstuvw;24 B=i,I=g,V=OSabcdefghijklmnopqrstuvwx;25 B=i,I=g,V=OSabcdefghijklmnopqrstuvwxyz
LpNormalization|1-1>1-1|input:T>output:T|axis:int=-1,p:int=2|1 T=ajk;22 T=ajkp
LpPool|1-1>1-1|X:T>Y:T|auto_pad:string=NOTSET,kernel_shape!:ints,p:int=2,pads:ints,strides:ints|2 T=ajk;11 T=ajk
LpPool|1-1>1-1|X:T>Y:T|auto_pad:string=NOTSET,ceil_mode:int=0,dilations:ints,kernel_shape!:ints,p:int=2,pads:ints,strides:ints|18 T=ajk;22 T=ajkp
MatMul|2-2>1-1|A:T,B:T>Y:T||1 T=ajk;9 T=afgjklm;13 T=afgjklmp
MatMulInteger|2-4>1-1|A:T1,B:T2,a_zero_point?:T1,b_zero_point?:T2>Y:T3||10 T1=bc,T2=bc,T3=f
Max|1-9999>1-1|data_0*:T>max:T||6 T=ajk;8 T=ajk;12 T=abcdefgjklm;13 T=abcdefgjklmp
MaxPool|1-1>1-1|X:T>Y:T|auto_pad:string=NOTSET,kernel_shape!:ints,pads:ints,strides:ints|1 T=ajk
MaxPool|1-1>1-2|X:T>Y:T,Indices?:I|auto_pad:string=NOTSET,kernel_shape!:ints,pads:ints,storage_order:int=0,strides:ints|8 I=g,T=ajk
MaxPool|1-1>1-2|X:T>Y:T,Indices?:I|auto_pad:string=NOTSET,ceil_mode:int=0,dilations:ints,kernel_shape!:ints,pads:ints,storage_order:int=0,strides:ints|10 I=g,T=ajk;11 I=g,T=ajk;12 I=g,T=abcjk;22 I=g,T=abcjkp
MaxRoiPool|2-2>1-1|X:T,rois:T>Y:T|pooled_shape!:ints,spatial_scale:float=1.0|1 T=ajk;22 T=ajkp
MaxUnpool|2-3>1-1|X:T1,I:T2,output_shape?:T2>output:T1|kernel_shape!:ints,pads:ints,strides:ints|9 T1=ajk,T2=g;11 T1=ajk,T2=g;22 T1=ajkp,T2=g
Mean|1-9999>1-1|data_0*:T>mean:T||6 T=ajk;8 T=ajk;13 T=ajkp
MeanVarianceNormalization|1-1>1-1|X:T>Y:T|axes:ints|9 T=ajk;13 T=ajkp
MelWeightMatrix|5-5>1-1|num_mel_bins:T1,dft_length:T1,sample_rate:T1,lower_edge_hertz:T2,upper_edge_hertz:T2>output:T3|output_datatype:int=1|17 T1=fg,T2=ajkp,T3=abcdefgjklmp
Min|1-9999>1-1|data_0*:T>min:T||6 T=ajk;8 T=ajk;12 T=abcdefgjklm;13 T=abcdefgjklmp
Mish|1-1>1-1|X:T>Y:T||18 T=ajk;22 T=ajkp
Mod|2-2>1-1|A:T,B:T>C:T|fmod:int=0|10 T=abcdefgjklm;13 T=abcdefgjklmp;28 T=abcdefgjklmp
Mul|2-2>1-1|A:T,B:T>C:T||7 T=afgjklm;13 T=afgjklmp;14 T=abcdefgjklmp
Multinomial|1-1>1-1|input:T1>output:T2|dtype:int=6,sample_size:int=1,seed:float|7 T1=ajk,T2=fg;22 T1=ajkp,T2=fg
Neg|1-1>1-1|X:T>Y:T||6 T=acefgjk;13 T=acefgjkp
NegativeLogLikelihoodLoss|2-3>1-1|input:T,target:Tind,weight?:T>loss:T|ignore_index:int,reduction:string=mean|12 T=ajk,Tind=fg;13 T=ajk,Tind=fg;22 T=ajkp,Tind=fg
NonMaxSuppression|2-5>1-1|boxes:=a,scores:=a,max_output_boxes_per_class?:=g,iou_threshold?:=a,score_threshold?:=a>selected_indices:=g|center_point_box:int=0|10;11
NonZero|1-1>1-1|X:T>Y:=g||9 T=abcdefghijklmno;13 T=abcdefghijklmnop
Not|1-1>1-1|X:T>Y:T||1 T=i
OneHot|3-3>1-1|indices:T1,depth:T2,values:T3>output:T3|axis:int=-1|9 T1=abcdefgjklm,T2=abcdefgjklm,T3=abcdefghijklmno;11 T1=abcdefgjklm,T2=abcdefgjklm,T3=abcdefghijklmno;28 T1=abcdefgjklm,T2=abcdefgjklm,T3=abcdefghijklmnop
Optional|0-1>1-1|input?:V>output:O|type:type|15 O=O,V=Sabcdefghijklmno;28 O=O,V=ABSabcdefghijklmnopqrstuvwxyz
OptionalGetElement|1-1>1-1|input:O>output:V||15 O=O,V=Sabcdefghijklmno;18 O=OSabcdefghijklmno,V=Sabcdefghijklmno;28 O=ABOSabcdefghijklmnopqrstuvwxyz,V=ABSabcdefghijklmnopqrstuvwxyz
OptionalHasElement|1-1>1-1|input:O>output:B||15 B=i,O=O
OptionalHasElement|0-1>1-1|input?:O>output:B||18 B=i,O=OSabcdefghijklmno;28 B=i,O=ABOSabcdefghijklmnopqrstuvwxyz
Or|2-2>1-1|A:T,B:T>C:T1||7 T=i,T1=i
PRelu|2-2>1-1|X:T,slope:T>Y:T||7 T=ajk;9 T=afgjklm;16 T=afgjklmp
Pad|1-1>1-1|data:T>output:T|mode:string=constant,pads!:ints,value:float=0.0|2 T=ajk
Pad|2-3>1-1|data:T,pads:=g,constant_value?:T>output:T|mode:string=constant|11 T=abcdefgjklm;13 T=abcdefghijklmnop
Pad|2-4>1-1|data:T,pads:=g,constant_value?:T,axes?:Tind>output:T|mode:string=constant|18 T=abcdefghijklmnop,Tind=fg;19 T=abcdefghijklmnop,Tind=fg;21 T=abcdefghijklmnopqrstuv,Tind=fg;23 T=abcdefghijklmnopqrstuvw,Tind=fg;24 T=abcdefghijklmnopqrstuvwx,Tind=fg;25 T=abcdefghijklmnopqrstuvwxyz,Tind=fg
Pow|2-2>1-1|X:T,Y:T>Z:T||7 T=ajk
Pow|2-2>1-1|X:T,Y:T1>Z:T||12 T=afgjk,T1=abcdefgjklm;13 T=afgjkp,T1=abcdefgjklm;15 T=afgjkp,T1=abcdefgjklmp
QLinearConv|8-9>1-1|x:T1,x_scale:=a,x_zero_point:T1,w:T2,w_scale:=a,w_zero_point:T2,y_scale:=a,y_zero_point:T3,B?:T4>y:T3|auto_pad:string=NOTSET,dilations:ints,group:int=1,kernel_shape:ints,pads:ints,strides:ints|10 T1=bc,T2=bc,T3=bc,T4=f
QLinearMatMul|8-8>1-1|a:T1,a_scale:=a,a_zero_point:T1,b:T2,b_scale:=a,b_zero_point:T2,y_scale:=a,y_zero_point:T3>y:T3||10 T1=bc,T2=bc,T3=bc
QLinearMatMul|8-8>1-1|a:T1,a_scale:TS,a_zero_point:T1,b:T2,b_scale:TS,b_zero_point:T2,y_scale:TS,y_zero_point:T3>y:T3||21 T1=bcqrst,T2=bcqrst,T3=bcqrst,TS=ajp
QuantizeLinear|2-3>1-1|x:T1,y_scale:=a,y_zero_point?:T2>y:T2||10 T1=af,T2=bc
QuantizeLinear|2-3>1-1|x:T1,y_scale:=a,y_zero_point?:T2>y:T2|axis:int=1|13 T1=af,T2=bc
QuantizeLinear|2-3>1-1|x:T1,y_scale:T1,y_zero_point?:T2>y:T2|axis:int=1,saturate:int=1|19 T1=afjp,T2=bcqrst
QuantizeLinear|2-3>1-1|x:T1,y_scale:T1,y_zero_point?:T2>y:T2|axis:int=1,block_size:int=0,output_dtype:int=0,saturate:int=1|21 T1=afjp,T2=bcdeqrstuv
QuantizeLinear|2-3>1-1|x:T1,y_scale:T2,y_zero_point?:T3>y:T3|axis:int=1,block_size:int=0,output_dtype:int=0,precision:int=0,saturate:int=1|23 T1=afjp,T2=afjp,T3=bcdeqrstuvw;24 T1=afjp,T2=afjpx,T3=bcdeqrstuvw;25 T1=afjp,T2=afjpx,T3=bcdeqrstuvwyz;28 T1=afjp,T2=afjpx,T3=ABbcdeqrstuvwyz
RMSNormalization|2-2>1-1|X:T,scale:V>Y:V|axis:int=-1,epsilon:float=1e-05,stash_type:int=1|23 T=ajkp,V=ajkp
RNN|3-6>0-2|X:T,W:T,R:T,B?:T,sequence_lens?:T1,initial_h?:T>Y?:T,Y_h?:T|activation_alpha:floats,activation_beta:floats,activations:strings,clip:float,direction:string=forward,hidden_size:int|7 T=ajk,T1=f
RNN|3-6>0-2|X:T,W:T,R:T,B?:T,sequence_lens?:T1,initial_h?:T>Y?:T,Y_h?:T|activation_alpha:floats,activation_beta:floats,activations:strings,clip:float,direction:string=forward,hidden_size:int,layout:int=0|14 T=ajk,T1=f;22 T=ajkp,T1=f
RandomNormal|0-0>1-1|>output:T|dtype:int=1,mean:float=0.0,scale:float=1.0,seed:float,shape!:ints|1 T=ajk;22 T=ajkp
RandomNormalLike|1-1>1-1|input:T1>output:T2|dtype:int,mean:float=0.0,scale:float=1.0,seed:float|1 T1=abcdefghijklmno,T2=ajk;22 T1=abcdefghijklmnop,T2=ajkp
RandomUniform|0-0>1-1|>output:T|dtype:int=1,high:float=1.0,low:float=0.0,seed:float,shape!:ints|1 T=ajk;22 T=ajkp
RandomUniformLike|1-1>1-1|input:T1>output:T2|dtype:int,high:float=1.0,low:float=0.0,seed:float|1 T1=abcdefghijklmno,T2=ajk;22 T1=abcdefghijklmnop,T2=ajkp
Range|3-3>1-1|start:T,limit:T,delta:T>output:T||11 T=aefgk
Range|3-3>1-1|start:T,limit:T,delta:T>output:T|stash_type:int=1|27 T=aefgjkp
Reciprocal|1-1>1-1|X:T>Y:T||6 T=ajk;13 T=ajkp
ReduceL1|1-1>1-1|data:T>reduced:T|axes:ints,keepdims:int=1|1 T=afgjklm;11 T=afgjklm;13 T=afgjklmp
ReduceL1|1-2>1-1|data:T,axes?:=g>reduced:T|keepdims:int=1,noop_with_empty_axes:int=0|18 T=afgjklmp
ReduceL2|1-1>1-1|data:T>reduced:T|axes:ints,keepdims:int=1|1 T=afgjklm;11 T=afgjklm;13 T=afgjklmp
ReduceL2|1-2>1-1|data:T,axes?:=g>reduced:T|keepdims:int=1,noop_with_empty_axes:int=0|18 T=afgjklmp
ReduceLogSum|1-1>1-1|data:T>reduced:T|axes:ints,keepdims:int=1|1 T=afgjklm;11 T=afgjklm;13 T=afgjklmp
ReduceLogSum|1-2>1-1|data:T,axes?:=g>reduced:T|keepdims:int=1,noop_with_empty_axes:int=0|18 T=afgjklmp;28 T=ajkp
ReduceLogSumExp|1-1>1-1|data:T>reduced:T|axes:ints,keepdims:int=1|1 T=afgjklm;11 T=afgjklm;13 T=afgjklmp
ReduceLogSumExp|1-2>1-1|data:T,axes?:=g>reduced:T|keepdims:int=1,noop_with_empty_axes:int=0|18 T=afgjklmp;28 T=ajkp
ReduceMax|1-1>1-1|data:T>reduced:T|axes:ints,keepdims:int=1|1 T=afgjklm;11 T=afgjklm;12 T=abcfgjklm;13 T=abcfgjklmp
ReduceMax|1-2>1-1|data:T,axes?:=g>reduced:T|keepdims:int=1,noop_with_empty_axes:int=0|18 T=abcfgjklmp;20 T=abcfgijklmp
ReduceMean|1-1>1-1|data:T>reduced:T|axes:ints,keepdims:int=1|1 T=afgjklm;11 T=afgjklm;13 T=afgjklmp
ReduceMean|1-2>1-1|data:T,axes?:=g>reduced:T|keepdims:int=1,noop_with_empty_axes:int=0|18 T=afgjklmp
ReduceMin|1-1>1-1|data:T>reduced:T|axes:ints,keepdims:int=1|1 T=afgjklm;11 T=afgjklm;12 T=abcfgjklm;13 T=abcfgjklmp
ReduceMin|1-2>1-1|data:T,axes?:=g>reduced:T|keepdims:int=1,noop_with_empty_axes:int=0|18 T=abcfgjklmp;20 T=abcfgijklmp
ReduceProd|1-1>1-1|data:T>reduced:T|axes:ints,keepdims:int=1|1 T=afgjklm;11 T=afgjklm;13 T=afgjklmp
ReduceProd|1-2>1-1|data:T,axes?:=g>reduced:T|keepdims:int=1,noop_with_empty_axes:int=0|18 T=afgjklmp
ReduceSum|1-1>1-1|data:T>reduced:T|axes:ints,keepdims:int=1|1 T=afgjklm;11 T=afgjklm
ReduceSum|1-2>1-1|data:T,axes?:=g>reduced:T|keepdims:int=1,noop_with_empty_axes:int=0|13 T=afgjklmp
ReduceSumSquare|1-1>1-1|data:T>reduced:T|axes:ints,keepdims:int=1|1 T=afgjklm;11 T=afgjklm;13 T=afgjklmp
ReduceSumSquare|1-2>1-1|data:T,axes?:=g>reduced:T|keepdims:int=1,noop_with_empty_axes:int=0|18 T=afgjklmp
RegexFullMatch|1-1>1-1|X:T1>Y:T2|pattern:string|20 T1=h,T2=i
Relu|1-1>1-1|X:T>Y:T||6 T=ajk;13 T=ajkp;14 T=acefgjkp
Reshape|2-2>1-1|data:T,shape:=g>reshaped:T||5 T=abcdefghijklmno;13 T=abcdefghijklmnop
Reshape|2-2>1-1|data:T,shape:=g>reshaped:T|allowzero:int=0|14 T=abcdefghijklmnop;19 T=abcdefghijklmnopqrst;21 T=abcdefghijklmnopqrstuv;23 T=abcdefghijklmnopqrstuvw;24 T=abcdefghijklmnopqrstuvwx;25 T=abcdefghijklmnopqrstuvwxyz
Resize|2-2>1-1|X:T,scales:=a>Y:T|mode:string=nearest|10 T=abcdefghijklmno
Resize|3-4>1-1|X:T1,roi:T2,scales:=a,sizes?:=g>Y:T1|coordinate_transformation_mode:string=half_pixel,cubic_coeff_a:float=-0.75,exclude_outside:int=0,extrapolation_value:float=0.0,mode:string=nearest,nearest_mode:string=round_prefer_floor|11 T1=abcdefghijklmno,T2=ajk
Resize|1-4>1-1|X:T1,roi?:T2,scales?:=a,sizes?:=g>Y:T1|coordinate_transformation_mode:string=half_pixel,cubic_coeff_a:float=-0.75,exclude_outside:int=0,extrapolation_value:float=0.0,mode:string=nearest,nearest_mode:string=round_prefer_floor|13 T1=abcdefghijklmnop,T2=ajk
Resize|1-4>1-1|X:T1,roi?:T2,scales?:=a,sizes?:=g>Y:T1|antialias:int=0,axes:ints,coordinate_transformation_mode:string=half_pixel,cubic_coeff_a:float=-0.75,exclude_outside:int=0,extrapolation_value:float=0.0,keep_aspect_ratio_policy:string=stretch,mode:string=nearest,nearest_mode:string=round_prefer_floor|18 T1=abcdefghijklmnop,T2=ajk;19 T1=abcdefghijklmnop,T2=ajk
ReverseSequence|2-2>1-1|input:T,sequence_lens:=g>Y:T|batch_axis:int=1,time_axis:int=0|10 T=abcdefghijklmno;28 T=abcdefghijklmnop
RoiAlign|3-3>1-1|X:T1,rois:T1,batch_indices:T2>Y:T1|mode:string=avg,output_height:int=1,output_width:int=1,sampling_ratio:int=0,spatial_scale:float=1.0|10 T1=ajk,T2=g
RoiAlign|3-3>1-1|X:T1,rois:T1,batch_indices:T2>Y:T1|coordinate_transformation_mode:string=half_pixel,mode:string=avg,output_height:int=1,output_width:int=1,sampling_ratio:int=0,spatial_scale:float=1.0|16 T1=ajk,T2=g;22 T1=ajkp,T2=g
RotaryEmbedding|3-4>1-1|X:T,cos_cache:T,sin_cache:T,position_ids?:M>Y:T|interleaved:int=0,num_heads:int,rotary_embedding_dim:int=0|23 M=g,T=ajp
Round|1-1>1-1|X:T>Y:T||11 T=ajk;22 T=ajkp
STFT|2-4>1-1|signal:T1,frame_step:T2,window?:T1,frame_length?:T2>output:T1|onesided:int=1|17 T1=ajkp,T2=fg
Scan|2-9999>1-9999|sequence_lens?:I,initial_state_and_scan_inputs**:V>final_state_and_scan_outputs**:V|body!:graph,directions:ints,num_scan_inputs!:int|8 I=g,V=abcdefghijklmno
Scan|1-9999>1-9999|initial_state_and_scan_inputs**:V>final_state_and_scan_outputs**:V|body!:graph,num_scan_inputs!:int,scan_input_axes:ints,scan_input_directions:ints,scan_output_axes:ints,scan_output_directions:ints|9 V=abcdefghijklmno;11 V=abcdefghijklmno;16 V=abcdefghijklmnop;19 V=abcdefghijklmnopqrst;21 V=abcdefghijklmnopqrstuv;23 V=abcdefghijklmnopqrstuvw;24 V=abcdefghijklmnopqrstuvwx;25 V=abcdefghijklmnopqrstuvwxyz
Scatter|3-3>1-1|data:T,indices:Tind,updates:T>output:T|axis:int=0|9 T=abcdefghijklmno,Tind=fg
Scatter|deprecated|11
ScatterElements|3-3>1-1|data:T,indices:Tind,updates:T>output:T|axis:int=0|11 T=abcdefghijklmno,Tind=fg;13 T=abcdefghijklmnop,Tind=fg
ScatterElements|3-3>1-1|data:T,indices:Tind,updates:T>output:T|axis:int=0,reduction:string=none|16 T=abcdefghijklmnop,Tind=fg;18 T=abcdefghijklmnop,Tind=fg
ScatterND|3-3>1-1|data:T,indices:=g,updates:T>output:T||11 T=abcdefghijklmno;13 T=abcdefghijklmnop
ScatterND|3-3>1-1|data:T,indices:=g,updates:T>output:T|reduction:string=none|16 T=abcdefghijklmnop;18 T=abcdefghijklmnop
Selu|1-1>1-1|X:T>Y:T|alpha:float=1.673263,gamma:float=1.050701|6 T=ajk;22 T=ajkp
SequenceAt|2-2>1-1|input_sequence:S,position:I>tensor:T||11 I=fg,S=S,T=abcdefghijklmno
SequenceConstruct|1-9999>1-1|inputs*:T>output_sequence:S||11 S=S,T=abcdefghijklmno
SequenceEmpty|0-0>1-1|>output:S|dtype:int|11 S=S
SequenceErase|1-2>1-1|input_sequence:S,position?:I>output_sequence:S||11 I=fg,S=S
SequenceInsert|2-3>1-1|input_sequence:S,tensor:T,position?:I>output_sequence:S||11 I=fg,S=S,T=abcdefghijklmno
SequenceLength|1-1>1-1|input_sequence:S>length:I||11 I=g,S=S
SequenceMap|1-9999>1-9999|input_sequence:S,additional_inputs**:V>out_sequence**:S|body!:graph|17 S=S,V=Sabcdefghijklmno
Shape|1-1>1-1|data:T>shape:T1||1 T=abcdefghijklmno,T1=g;13 T=abcdefghijklmnop,T1=g
Shape|1-1>1-1|data:T>shape:T1|end:int,start:int=0|15 T=abcdefghijklmnop,T1=g;19 T=abcdefghijklmnopqrst,T1=g;21 T=abcdefghijklmnopqrstuv,T1=g;23 T=abcdefghijklmnopqrstuvw,T1=g;24 T=abcdefghijklmnopqrstuvwx,T1=g;25 T=abcdefghijklmnopqrstuvwxyz,T1=g
Shrink|1-1>1-1|input:T>output:T|bias:float=0.0,lambd:float=0.5|9 T=abcdefgjklm
Sigmoid|1-1>1-1|X:T>Y:T||6 T=ajk;13 T=ajkp
Sign|1-1>1-1|input:T>output:T||9 T=abcdefgjklm;13 T=abcdefgjklmp
SimplifiedLayerNormalization|2-2>1-2|X:T,scale:V>Y:V,inv_std_var?:U|axis:int=-1,epsilon:float=1e-05,stash_type:int=1|1 T=ajkp,U=ak,V=ajkp
Sin|1-1>1-1|input:T>output:T||7 T=ajk;22 T=ajkp
Sinh|1-1>1-1|input:T>output:T||9 T=ajk;22 T=ajkp
Size|1-1>1-1|data:T>size:T1||1 T=abcdefghijklmno,T1=g;13 T=abcdefghijklmnop,T1=g;19 T=abcdefghijklmnopqrst,T1=g;21 T=abcdefghijklmnopqrstuv,T1=g;23 T=abcdefghijklmnopqrstuvw,T1=g;24 T=abcdefghijklmnopqrstuvwx,T1=g;25 T=abcdefghijklmnopqrstuvwxyz,T1=g
Slice|1-1>1-1|data:T>output:T|axes:ints,ends!:ints,starts!:ints|1 T=abcdefghijklmno
Slice|3-5>1-1|data:T,starts:Tind,ends:Tind,axes?:Tind,steps?:Tind>output:T||10 T=abcdefghijklmno,Tind=fg;11 T=abcdefghijklmno,Tind=fg;13 T=abcdefghijklmnop,Tind=fg
Softmax|1-1>1-1|input:T>output:T|axis:int=1|1 T=ajk;11 T=ajk
Softmax|1-1>1-1|input:T>output:T|axis:int=-1|13 T=ajkp
SoftmaxCrossEntropyLoss|2-3>1-2|scores:T,labels:Tind,weights?:T>output:T,log_prob?:T|ignore_index:int,reduction:string=mean|12 T=ajk,Tind=fg;13 T=ajkp,Tind=fg
Softplus|1-1>1-1|X:T>Y:T||1 T=ajk;22 T=ajkp
Softsign|1-1>1-1|input:T>output:T||1 T=ajk;22 T=ajkp
SpaceToDepth|1-1>1-1|input:T>output:T|blocksize!:int|1 T=abcdefghijklmno;13 T=abcdefghijklmnop
SpaceToDepth|1-1>1-1|input:T>output:T|blocksize!:int,mode:string=DCR|28 T=abcdefghijklmnop
Split|1-1>1-9999|input:T>outputs*:T|axis:int=0,split:ints|2 T=abcdefghijklmno;11 T=abcdefghijklmno
Split|1-2>1-9999|input:T,split?:=g>outputs*:T|axis:int=0|13 T=abcdefghijklmnop
Split|1-2>1-9999|input:T,split?:=g>outputs*:T|axis:int=0,num_outputs:int|18 T=abcdefghijklmnop
SplitToSequence|1-2>1-1|input:T,split?:I>output_sequence:S|axis:int=0,keepdims:int=1|11 I=fg,S=S,T=abcdefghijklmno;24 I=fg,S=S,T=abcdefghijklmnop
Sqrt|1-1>1-1|X:T>Y:T||6 T=ajk;13 T=ajkp
Squeeze|1-1>1-1|data:T>squeezed:T|axes:ints|1 T=abcdefghijklmno;11 T=abcdefghijklmno
Squeeze|1-2>1-1|data:T,axes?:=g>squeezed:T||13 T=abcdefghijklmnop;21 T=abcdefghijklmnopqrstuv;23 T=abcdefghijklmnopqrstuvw;24 T=abcdefghijklmnopqrstuvwx;25 T=abcdefghijklmnopqrstuvwxyz
StringConcat|2-2>1-1|X:T,Y:T>Z:T||20 T=h
StringNormalizer|1-1>1-1|X:=h>Y:=h|case_change_action:string=NONE,is_case_sensitive:int=0,locale:string,stopwords:strings|10
StringSplit|1-1>2-2|X:T1>Y:T2,Z:T3|delimiter:string,maxsplit:int|20 T1=h,T2=h,T3=g
Sub|2-2>1-1|A:T,B:T>C:T||7 T=afgjklm;13 T=afgjklmp;14 T=abcdefgjklmp
Sum|1-9999>1-1|data_0*:T>sum:T||6 T=ajk;8 T=ajk;13 T=ajkp
SwiGLU|2-2>1-1|A:T,B:T>Y:T|alpha:float=1.0|28 T=ajkp
Swish|1-1>1-1|X:T>Y:T|alpha:float=1.0|24 T=ajkp
Tan|1-1>1-1|input:T>output:T||7 T=ajk;22 T=ajkp
Tanh|1-1>1-1|input:T>output:T||6 T=ajk;13 T=ajkp
TensorScatter|2-3>1-1|past_cache:T,update:T,write_indices?:=g>present_cache:T|axis:int=-2,mode:string=linear|24 T=abcdefghijklmnopqrstuvwx
TfIdfVectorizer|1-1>1-1|X:T>Y:T1|max_gram_length!:int,max_skip_count!:int,min_gram_length!:int,mode!:string,ngram_counts!:ints,ngram_indexes!:ints,pool_int64s:ints,pool_strings:strings,weights:floats|9 T=fgh,T1=a
ThresholdedRelu|1-1>1-1|X:T>Y:T|alpha:float=1.0|10 T=ajk;22 T=ajkp
Tile|2-2>1-1|input:T,repeats:T1>output:T||6 T=abcdefghijklmno,T1=g;13 T=abcdefghijklmnop,T1=g
TopK|1-1>2-2|X:T>Values:T,Indices:I|axis:int=-1,k!:int|1 I=g,T=ajk
TopK|2-2>2-2|X:T,K:=g>Values:T,Indices:I|axis:int=-1|10 I=g,T=ajk
TopK|2-2>2-2|X:T,K:=g>Values:T,Indices:I|axis:int=-1,largest:int=1,sorted:int=1|11 I=g,T=abcdefgjklm;24 I=g,T=abcdefgjklmp
Transpose|1-1>1-1|data:T>transposed:T|perm:ints|1 T=abcdefghijklmno;13 T=abcdefghijklmnop;21 T=abcdefghijklmnopqrstuv;23 T=abcdefghijklmnopqrstuvw;24 T=abcdefghijklmnopqrstuvwx;25 T=abcdefghijklmnopqrstuvwxyz
Trilu|1-2>1-1|input:T,k?:=g>output:T|upper:int=1|14 T=abcdefghijklmnop
Unique|1-1>1-4|X:T>Y:T,indices?:=g,inverse_indices?:=g,counts?:=g|axis:int,sorted:int=1|11 T=abcdefghijklmno;28 T=abcdefghijklmnop
Unsqueeze|1-1>1-1|data:T>expanded:T|axes!:ints|1 T=abcdefghijklmno;11 T=abcdefghijklmno
Unsqueeze|2-2>1-1|data:T,axes:=g>expanded:T||13 T=abcdefghijklmnop;21 T=abcdefghijklmnopqrstuv;23 T=abcdefghijklmnopqrstuvw;24 T=abcdefghijklmnopqrstuvwx;25 T=abcdefghijklmnopqrstuvwxyz
Upsample|1-1>1-1|X:T>Y:T|mode:string=nearest,scales!:floats|7 T=abcdefghijklmno
Upsample|2-2>1-1|X:T,scales:=a>Y:T|mode:string=nearest|9 T=abcdefghijklmno
Upsample|deprecated|10
Where|3-3>1-1|condition:B,X:T,Y:T>output:T||9 B=i,T=abcdefghijklmno;16 B=i,T=abcdefghijklmnop
Xor|2-2>1-1|A:T,B:T>C:T1||7 T=i,T1=i
`;

/** Operators of the domain com.microsoft. */
export const microsoftOperators = `
Attention|2-7>1-2|input:T,weights:T,bias?:T,mask_index?:M,past?:T,attention_bias?:T,past_sequence_length?:M>output:T,present?:T|do_rotary:int,mask_filter_value:float,num_heads!:int,past_present_share_buffer:int,qkv_hidden_sizes:ints,rotary_embedding_dim:int,scale:float,unidirectional:int=0|1 M=f,T=ajp
AttnLSTM|3-14>0-3|X:T,W:T,R:T,B?:T,sequence_lens?:T1,initial_h?:T,initial_c?:T,P?:T,QW?:T,MW?:T,V?:T,M?:T,memory_seq_lens?:T1,AW?:T>Y?:T,Y_h?:T,Y_c?:T|activation_alpha:floats,activation_beta:floats,activations:strings,clip:float,direction:string=forward,hidden_size:int,input_forget:int=0|1 T=ak,T1=f
BeamSearch|5-12>1-3|input_ids:F,max_length:I,min_length?:I,num_beams:I,num_return_sequences:I,length_penalty?:T,repetition_penalty?:T,vocab_mask?:M,prefix_vocab_mask?:M,attention_mask?:I,decoder_input_ids?:I,logits_processor?:I>sequences:I,sequences_scores?:T,scores?:T|decoder!:graph,decoder_start_token_id:int=-1,early_stopping:int=0,encoder:graph,eos_token_id!:int,init_decoder:graph,model_type:int=0,no_repeat_ngram_size:int=0,pad_token_id!:int,vocab_size:int=-1|1 F=afj,I=f,M=f,T=aj
BiasAdd|3-3>1-1|X:T,bias:T,skip:T>Y:T||1 T=aj
BiasDropout|2-5>1-2|data:T,bias:T,residual?:T,ratio?:T1,training_mode?:T2>output:T,mask?:T2|seed:int|1 T=ajkp,T1=ajkp,T2=i
BiasGelu|2-2>1-1|A:T,B:T>C:T||1 T=ajkp
BiasSoftmax|2-2>1-1|data:T,bias:T>output:T|axis:int=1,is_inner_broadcast!:int|1 T=ajk
BiasSplitGelu|2-2>1-1|X:T,bias:T>Y:T||1 T=aj
BifurcationDetector|3-4>2-2|src_tokens:T,cur_tokens:T,prev_suffix_match_idx:T,pred_tokens?:T>tokens:T,suffix_match_idx:T|max_ngram_size:int=3,min_ngram_size:int=1|1 T=g
BitmaskBiasDropout|2-5>1-2|data:T,bias:T,residual?:T,ratio?:T1,training_mode?:T2>output:T,mask?:T3|seed:int|1 T=ajkp,T1=ajkp,T2=i,T3=l
BitmaskDropout|1-3>1-2|data:T,ratio?:T1,training_mode?:T2>output:T,mask?:T3|seed:int|1 T=ajkp,T1=ajkp,T2=i,T3=l
CDist|2-2>1-1|A:T,B:T>C:T|metric:string=sqeuclidean|1 T=ak
CausalConvWithState|2-4>2-2|input:T,weight:T,bias?:T,past_state?:T>output:T,present_state:T|activation:string=none,channels_last:int=0,dilation:int=1,ndim:int=1,state_window:int=0|1 T=ajp
ComplexMul|2-2>1-1|A:T,B:T>C:T||1 T=ajk
ComplexMulConj|2-2>1-1|A:T,B:T>C:T||1 T=ajk
ConvTransposeWithDynamicPads|2-4>1-1|X:T,W:T,Pads?:=g,B?:T>Y:T|auto_pad:string=NOTSET,dilations:ints,group:int=1,kernel_shape:ints,output_padding:ints,strides:ints|1 T=ajk
CropAndResize|4-4>1-1|X:T1,rois:T1,batch_indices:T2,crop_size:T2>Y:T1|extrapolation_value:float=0.0,mode:string=bilinear|1 T1=ajk,T2=f
DecoderAttention|12-12>1-3|query:T,key:T,q_weight:T,kv_weight:T,bias:T,key_padding_mask?:B,key_cache?:T,value_cache?:T,static_kv:B,use_past:B,has_layer_state:B,has_key_padding_mask:B>output:T,new_key_cache?:T,new_value_cache?:T|mask_filter_value:float,num_heads!:int|1 B=i,T=aj
DecoderMaskedMultiHeadAttention|1-11>1-4|query:T,key?:T,value?:T,mask_index?:M,attention_bias?:T,past_key?:T,past_value?:T,past_sequence_length?:M,beam_width?:M,cache_indirection?:M,bias?:T>output:T,present_key?:T,present_value?:T,qk?:QK|mask_filter_value:float,num_heads!:int,output_qk:int,past_present_share_buffer:int,scale:float|1 M=f,QK=aj,T=aj
DecoderMaskedSelfAttention|7-9>2-2|input:T,weights:T,bias:T,mask_index?:M,past:T,attention_bias?:T,past_sequence_length:M,beam_width?:M,cache_indirection?:M>output:T,present:T|do_rotary:int,mask_filter_value:float,num_heads!:int,past_present_share_buffer:int,scale:float|1 M=f,T=aj
DequantizeBFP|3-3>1-1|x:T1,shape:T2,strides:T2>y:T3|bfp_type!:int,block_dim:int=-1,dtype:int=1|1 T1=b,T2=g,T3=ajp
DequantizeLinear|2-3>1-1|x:T1,x_scale:T2,x_zero_point?:T1>y:T2|axis:int|1 T1=bcdefuv,T2=aj
DequantizeWithOrder|2-2>1-1|input:Q,scale_input:S>output:F|order_input!:int,order_output!:int,to!:int|1 F=aj,Q=c,S=a
DynamicQuantizeLSTM|12-12>0-3|X:T,W:T2,R:T2,B?:T,sequence_lens?:T1,initial_h?:T,initial_c?:T,P?:T,W_scale:T,W_zero_point:T2,R_scale:T,R_zero_point:T2>Y?:T,Y_h?:T,Y_c?:T|activation_alpha:floats,activation_beta:floats,activations:strings,clip:float,direction:string=forward,hidden_size:int,input_forget:int=0|1 T=a,T1=f,T2=bc
DynamicQuantizeMatMul|3-5>1-1|A:T1,B:T2,b_scale:T1,b_zero_point?:T2,bias?:T1>Y:T1||1 T1=a,T2=bc
DynamicTimeWarping|1-1>1-1|input:F>output:I||1 F=a,I=f
EPContext|0-9999>1-9999|inputs**:T>outputs**:T|embed_mode:int=1,ep_cache_context:string,ep_sdk_version:string,hardware_architecture:string,main_context:int=1,max_size:int=0,notes:string,onnx_model_filename:string,partition_name:string,source:string|1 T=abcdefgijklmp
EmbedLayerNormalization|7-9>1-3|input_ids:T1,segment_ids?:T1,word_embedding:T,position_embedding:T,segment_embedding?:T,gamma:T,beta:T,mask?:T1,position_ids?:T1>output:T,mask_index?:T1,embedding_sum?:T|epsilon:float=1e-12,mask_index_type:int|1 T=aj,T1=f
EngramGate|5-5>1-1|key:T,query:T,value:T,key_norm_scale:T,query_norm_scale:T>output:T|epsilon:float=1e-05|1 T=ajp
ExpandDims|2-2>1-1|X:T,axis:=f>Y:T||1 T=abcdefghijklmno
FastGelu|1-2>1-1|X:T,bias?:T>Y:T||1 T=ajkp
FusedConv|2-4>1-1|X:T,W:T,B?:T,Z?:T>Y:T|activation:string,activation_params:floats,auto_pad:string=NOTSET,dilations:ints,group:int=1,kernel_shape:ints,pads:ints,strides:ints|1 T=ajk
FusedGemm|2-3>1-1|A:T,B:T,C?:T>Y:T|activation:string,activation_alpha:float,activation_beta:float,activation_gamma:float,alpha:float=1.0,beta:float=1.0,transA:int=0,transB:int=0|1 T=afgjklm
FusedMatMul|2-2>1-1|A:T,B:T>Y:T|alpha:float=1.0,transA:int=0,transB:int=0,transBatchA:int=0,transBatchB:int=0|1 T=ajkp
FusedMatMulActivation|2-2>1-1|A:T,B:T>Y:T|activation!:string,activation_alpha:float,activation_axis:int,activation_beta:float,activation_gamma:float,alpha:float=1.0,transA:int=0,transB:int=0,transBatchA:int=0,transBatchB:int=0|1 T=ajkp
GatedAdd|3-3>1-1|X:T,Y:T,gate:T>output:T||1 T=ajp
GatedDeltaNet|3-11>1-3|query:T,key:T,value:T,cu_seqlens?:TI,decay?:TS,beta?:TS,initial_state?:TS,a_log?:TS,dt_bias?:TS,capture_count?:TI,state_update_active?:TI>output:T,final_state?:TS,state_update?:TS|beta_activation:string=none,chunk_size:int=64,gate_activation:string=none,qk_l2_norm:int=0,scale:float=0.0,state_update_capacity:int=0,update_rule:string=gated_delta|1 T=ajp,TI=f,TS=a
GatedRMSNorm|3-3>1-1|X:T,scale:T,gate:T>Y:T|epsilon:float=1e-05|1 T=ajp
GatedRelativePositionBias|6-7>1-1|query_layer:T,query_bias:T,rel_pos:T,weight:T,bias:T,eco_a:T,token_offset?:M>output:T|num_heads!:int|1 M=f,T=aj
GatherBlockQuantized|3-4>1-1|data:T1,indices:Tind,scales:T2,zero_points?:T1>output:T2|bits:int=4,block_size:int=128,gather_axis:int=0,quantize_axis:int=1|1 T1=buv,T2=ajp,Tind=fg
GatherND|2-2>1-1|data:T,indices:Tind>output:T||1 T=abcdefghijklmno,Tind=fg
Gelu|1-1>1-1|X:T>Y:T||1 T=ajkp
GemmFastGelu|2-3>1-1|X:T,W:T,bias?:T>Y:T||1 T=ajp
GemmFloat8|2-6>1-1|A:TA,B:TB,C?:TC,scaleA?:TS,scaleB?:TS,scaleY?:TS>Y:TR|activation:string,alpha:float=1.0,beta:float=0.0,dtype:int=1,transA:int=0,transB:int=0|1 TA=ajpqs,TB=ajpqs,TC=ajp,TR=ajpqs,TS=a
GemmaRotaryEmbedding|5-5>2-2|emb:U,q:T,q_rot:T,k:T,k_rot:T>output1:T,output2:T||1 T=j,U=a
GreedySearch|2-7>1-1|input_ids:I,max_length:I,min_length?:I,repetition_penalty?:T,vocab_mask?:I,prefix_vocab_mask?:I,attention_mask?:I>sequences:I|decoder!:graph,decoder_start_token_id:int=-1,encoder:graph,eos_token_id!:int,init_decoder:graph,model_type:int=0,no_repeat_ngram_size:int=0,pad_token_id!:int,vocab_size:int=-1|1 I=f,T=a
GridSample|2-2>1-1|X:T1,Grid:T1>Y:T2|align_corners:int=0,mode:string=bilinear,padding_mode:string=zeros|1 T1=abcdefghijklmno,T2=ajk
GroupNorm|3-3>1-1|X:T,gamma:M,beta:M>Y:T|activation!:int,channels_last:int=1,epsilon:float=1e-05,groups!:int|1 M=aj,T=aj
GroupQueryAttention|7-16>1-4|query:T,key?:T,value?:T,past_key?:T_CACHE,past_value?:T_CACHE,seqlens_k:M,total_sequence_length:M,cos_cache?:T,sin_cache?:T,position_ids?:=g,attention_bias?:T,head_sink?:T,k_scale?:T_KV_SCALE,v_scale?:T_KV_SCALE,q_norm_weight?:T,k_norm_weight?:T>output:T,present_key?:T_CACHE,present_value?:T_CACHE,output_qk?:T|causal:int=1,do_rotary:int,k_quant_type:string=NONE,kv_cache_bit_width:int,kv_num_heads!:int,local_window_size:int=-1,num_heads!:int,qk_norm_epsilon:float=1e-06,qk_output:int=0,rotary_interleaved:int,scale:float,sliding_window_cache:int=0,smooth_softmax:int=-1,softcap:float,v_quant_type:string=NONE|1 M=f,T=ajp,T_CACHE=abcjpq,T_KV_SCALE=a
Inverse|1-1>1-1|X:T>Y:T||1 T=ajk
Irfft|1-1>1-1|X:T>Y:T|normalized:int=0,onesided:int=1,signal_ndim!:int|1 T=ajk
IsAllFinite|1-9999>1-1|input*:V>output:T|isinf_only:int=0,isnan_only:int=0|1 T=i,V=ajkp
LinearAttention|3-6>2-2|query:T,key:T,value:T,past_state?:S,decay?:T,beta?:T>output:T,present_state:S|chunk_size:int=64,kv_num_heads!:int,q_num_heads!:int,scale:float=0.0,state_window:int=0,update_rule:string=gated_delta|1 S=ajp,T=ajp
LinearAttentionGate|3-4>1-2|a:T,dt_bias:TF,decay_scale:TF,b?:T>decay:T,beta?:T||1 T=ajp,TF=a
LongformerAttention|7-7>1-1|input:T,weight:T,bias:T,mask:T,global_weight:T,global_bias:T,global:G>output:T|num_heads!:int,window!:int|1 G=f,T=aj
MRotaryEmbedding|4-4>1-1|input:T,position_ids:M,cos_cache:T,sin_cache:T>output:T|interleaved:int,is_packed_batching:int,mrope_layout:int,mrope_section!:ints,num_heads:int,rotary_embedding_dim:int,scale:float|1 M=g,T=ajp
MatMulBlockQuantizedFp4Weight|4-6>1-1|A:T,B:T1,weight_scale:T2,weight_scale_2:T3,input_scale?:T3,bias?:T>Y:T|block_size:int=16|1 T=jp,T1=b,T2=b,T3=a
MatMulBlockQuantizedFp8Weight|3-5>1-1|A:T,B:T1,b_scale:T2,a_scale?:T2,bias?:T>Y:T|block_size:int=128|1 T=jp,T1=q,T2=a
MatMulBnb4|3-3>1-1|A:T1,B:T2,absmax:T1>Y:T1|K!:int,N!:int,block_size!:int,quant_type!:int,training_mode:int=0,transB:int=1|1 T1=ajp,T2=b
MatMulFpQ4|3-3>1-1|A:T1,B:T2,B_shape:T3>Y:T1|blk_quant_type:int=1|1 T1=a,T2=b,T3=g
MatMulInteger16|2-2>1-1|A:T1,B:T2>Y:T3||1 T1=de,T2=de,T3=fl
MatMulIntegerToFloat|4-7>1-1|A:T1,B:T2,a_scale:T3,b_scale:T3,a_zero_point?:T1,b_zero_point?:T2,bias?:T3>Y:T3||1 T1=bc,T2=bc,T3=aj
MatMulNBits|3-6>1-1|A:T1,B:T2,scales:T1,zero_points?:T3,g_idx?:T4,bias?:T1>Y:T1|K!:int,N!:int,accuracy_level:int=0,bits:int=4,block_size!:int,weight_prepacked:int=0|1 T1=ajp,T2=b,T3=abjp,T4=f
MatMulNBitsMlp|8-9>1-2|A:T1,skip?:T1,norm_scale?:T1,gate_B:T2,gate_scales:T1,gate_bias?:T1,up_B:T2,up_scales:T1,up_bias?:T1>Y:T1,input_skip_bias_sum?:T1|K!:int,N!:int,accuracy_level:int=0,activation!:string,bits:int=4,block_size!:int,epsilon:float=1e-05|1 T1=ajp,T2=b
MatMulNBitsQkv|11-12>3-4|A:T1,skip?:T1,norm_scale:T1,q_B:T2,q_scales:T1,q_bias?:T1,k_B:T2,k_scales:T1,k_bias?:T1,v_B:T2,v_scales:T1,v_bias?:T1>Q:T1,K:T1,V:T1,input_skip_bias_sum?:T1|K!:int,Nkv!:int,Nq!:int,accuracy_level:int=0,bits:int=4,block_size!:int,epsilon:float=1e-06|1 T1=ajp,T2=b
MaxpoolWithMask|2-2>1-1|X:T,M:=f>Y:T|auto_pad:string=NOTSET,kernel_shape:ints,pads:ints,storage_order:int=0,strides:ints|1 T=a
MoE|5-8>1-1|input:T,router_probs:T,fc1_experts_weights:T,fc1_experts_bias?:T,fc2_experts_weights:T,fc2_experts_bias?:T,fc3_experts_weights?:T,fc3_experts_bias?:T>output:T|activation_alpha:float=1.0,activation_beta:float=0.0,activation_type:string=relu,k:int=1,normalize_routing_weights:int=0,swiglu_fusion:int=0,swiglu_limit:float,use_sparse_mixer:int=0|1 T=ajp
MulInteger|3-4>1-1|A:T,A_zero_point?:T,B:T,B_zero_point?:T>C:T1||1 T=bc,T1=f
MultiHeadAttention|1-10>1-4|query:T,key?:T,value?:T,bias?:T,key_padding_mask?:M,attention_bias?:T,past_key?:T,past_value?:T,past_sequence_length?:M,cache_indirection?:M>output:T,present_key?:T,present_value?:T,qk?:QK|mask_filter_value:float,num_heads!:int,scale:float,unidirectional:int=0|1 M=f,QK=ajp,T=ajp
MurmurHash3|1-1>1-1|X:T1>Y:T2|positive:int=1,seed:int=0|1 T1=afghklm,T2=fl
NGramHashMapping|3-4>1-2|input_ids:M,multipliers:M,vocab_sizes:M,past_ids?:M>hash_ids:M,present_ids?:M|max_ngram_size!:int,n_head_per_ngram!:int,pad_id!:int|1 M=fg
NGramRepeatBlock|2-2>1-1|input_ids:Tid,scores:T>scores_out:T|ngram_size!:int|1 T=a,Tid=g
NhwcConv|2-3>1-1|X:T,W:T,B?:T>Y:T|auto_pad:string=NOTSET,dilations:ints,group:int=1,kernel_shape:ints,pads:ints,strides:ints|1 T=ajk
NhwcFusedConv|2-4>1-1|X:T,W:T,B?:T,Z?:T>Y:T|activation:string,activation_params:floats,auto_pad:string=NOTSET,dilations:ints,group:int=1,kernel_shape:ints,pads:ints,strides:ints|1 T=aj
NhwcMaxPool|1-1>1-1|x:T>y:T|auto_pad:string=NOTSET,ceil_mode:int=0,dilations:ints,kernel_shape!:ints,pads:ints,strides:ints|1 T=bc
PackedAttention|5-6>1-1|input:T,weights:T,bias:T,token_offset:M,cumulative_sequence_length:M,attention_bias?:T>output:T|num_heads!:int,qkv_hidden_sizes:ints,scale:float|1 M=f,T=aj
PackedMultiHeadAttention|6-7>1-1|query:T,key?:T,value?:T,bias?:T,token_offset:M,cumulative_sequence_length:M,attention_bias?:T>output:T|mask_filter_value:float,num_heads!:int,scale:float|1 M=f,T=aj
Pad|2-3>1-1|data:T,pads:=g,value?:T>output:T|mode:string=constant|1 T=ajk
PagedAttention|8-17>1-3|query:T,key?:T,value?:T,key_cache:T_CACHE,value_cache?:T_CACHE,cumulative_sequence_length:S,past_seqlens:S,block_table:S,cos_cache?:T,sin_cache?:T,slot_mapping?:S,head_sink?:T,q_norm_weight?:T,k_norm_weight?:T,k_scale?:T_KV_SCALE,v_scale?:T_KV_SCALE,attention_metadata?:S>output:T,key_cache_out?:T_CACHE,value_cache_out?:T_CACHE|do_rotary:int,is_causal:int=1,k_cache_dtype:string=,k_quant_type:string=NONE,kv_cache_layout:string=SEPARATE,kv_num_heads!:int,local_window_size:int=-1,num_heads!:int,qk_norm_epsilon:float,rotary_interleaved:int,rotary_offset:int,scale:float,softcap:float,v_cache_dtype:string=,v_head_size:int,v_quant_type:string=NONE|1 S=f,T=jp,T_CACHE=bcjpq,T_KV_SCALE=a
QAttention|5-9>1-2|input:T1,weight:T2,bias:T3,input_scale:T3,weight_scale:T3,mask_index?:T4,input_zero_point?:T1,weight_zero_point?:T2,past?:T3>output:T3,present?:T3|do_rotary:int,mask_filter_value:float,num_heads!:int,past_present_share_buffer:int,scale:float,unidirectional:int=0|1 T1=bc,T2=bc,T3=aj,T4=f
QEmbedLayerNormalization|18-18>2-2|input_ids:T1,segment_ids?:T1,word_embedding_quant:T2,position_embedding_quant:T2,segment_embedding?:T2,gamma_quant:T2,beta_quant:T2,mask?:T1,word_embedding_scale:T,position_embedding_scale:T,segment_embedding_scale?:T,gamma_scale:T,beta_scale:T,word_embedding_zero_point:T2,position_embedding_zero_point:T2,segment_embedding_zero_point?:T2,gamma_zero_point:T2,beta_zero_point:T2>layernorm_out:T,mask_index_out:T1|epsilon:float=1e-12|1 T=a,T1=f,T2=bc
QGemm|6-9>1-1|A:TA,a_scale:T,a_zero_point:TA,B:TB,b_scale:T,b_zero_point:TB,C?:TC,y_scale?:T,y_zero_point?:TYZ>Y:TY|alpha:float=1.0,transA:int=0,transB:int=0|1 T=a,TA=bc,TB=bc,TC=f,TY=abc,TYZ=bc
QLinearAdd|7-8>1-1|A:T,A_scale:=a,A_zero_point?:T,B:T,B_scale:=a,B_zero_point?:T,C_scale:=a,C_zero_point?:T>C:T||1 T=bc
QLinearAveragePool|4-5>1-1|X:T,x_scale:=a,x_zero_point?:T,y_scale:=a,y_zero_point?:T>Y:T|auto_pad:string=NOTSET,ceil_mode:int=0,channels_last:int=0,count_include_pad:int=0,kernel_shape!:ints,pads:ints,strides:ints|1 T=bc
QLinearConcat|3-9999>1-1|Y_scale:TF,Y_zero_point:T8,inputs**:TV>Y:T8|axis!:int|1 T8=bc,TF=a,TV=abc
QLinearConv|8-9>1-1|x:T1,x_scale:=a,x_zero_point:T1,w:T2,w_scale:=a,w_zero_point:T2,y_scale:=a,y_zero_point:T3,B?:T4>y:T3|auto_pad:string=NOTSET,channels_last:int=0,dilations:ints,group:int=1,kernel_shape:ints,pads:ints,strides:ints|1 T1=bc,T2=bc,T3=bc,T4=f
QLinearGlobalAveragePool|5-5>1-1|X:T,x_scale:=a,x_zero_point:T,y_scale:=a,y_zero_point:T>Y:T|channels_last:int=0|1 T=bc
QLinearLeakyRelu|4-5>1-1|X:T,X_scale:=a,X_zero_point?:T,Y_scale:=a,Y_zero_point?:T>Y:T|alpha:float=0.01|1 T=bc
QLinearMul|7-8>1-1|A:T,A_scale:=a,A_zero_point?:T,B:T,B_scale:=a,B_zero_point?:T,C_scale:=a,C_zero_point?:T>C:T||1 T=bc
QLinearReduceMean|4-5>1-1|data:T,data_scale:=a,data_zero_point?:T,reduced_scale:=a,reduced_zero_point?:T>reduced:T|axes!:ints,keepdims!:int|1 T=bc
QLinearSigmoid|4-5>1-1|X:T,X_scale:=a,X_zero_point?:T,Y_scale:=a,Y_zero_point?:T>Y:T||1 T=bc
QLinearSoftmax|5-5>1-1|X:T,X_scale:=a,x_zero_point?:T,y_scale:=a,y_zero_point:T>Y:T|axis:int=-1,opset!:int|1 T=bc
QLinearWhere|9-9>1-1|condition:B,X:T,x_scale:TF,x_zero_point:T,Y:T,y_scale:TF,y_zero_point:T,z_scale:TF,z_zero_point:T>Z:T||1 B=i,T=bc,TF=a
QMoE|6-21>1-1|input:T,router_probs:T,fc1_experts_weights:T1,fc1_scales?:T2,fc1_experts_bias?:T,fc2_experts_weights:T1,fc2_scales?:T2,fc2_experts_bias?:T,fc3_experts_weights?:T1,fc3_scales?:T2,fc3_experts_bias?:T,fc1_zero_points?:T1,fc2_zero_points?:T1,fc3_zero_points?:T1,router_weights?:T,fc1_global_scale?:T4,fc2_global_scale?:T4,fc1_act_scale?:T4,fc2_act_scale?:T4,fc1_act_block_scale?:T2,fc2_act_block_scale?:T2>output:T|activation_alpha:float=1.0,activation_beta:float=0.0,activation_type:string=relu,block_size:int,expert_weight_bits:int=4,k:int=1,normalize_routing_weights:int=0,quant_type:string=int,swiglu_fusion:int=0,swiglu_limit:float,use_sparse_mixer:int=0,weights_prepacked:int=-1|1 T=ajp,T1=bq,T2=ajpqx,T4=a
QOrderedAttention|17-20>1-1|input:Q,scale_input:S,scale_Q_gemm:S,scale_K_gemm:S,scale_V_gemm:S,Q_weight:Q,K_weight:Q,V_weight:Q,scale_Q_weight:S,scale_K_weight:S,scale_V_weight:S,Q_bias:S,K_bias:S,V_bias:S,scale_QKT_gemm?:S,scale_QKT_softmax?:S,scale_values_gemm:S,mask_index?:G,past?:Q,attention_bias?:S>output:Q|num_heads!:int,order_input!:int,order_output!:int,order_weight!:int,qkv_hidden_sizes:ints,unidirectional:int=0|1 G=f,Q=c,S=a
QOrderedGelu|3-3>1-1|X:Q,scale_X:S,scale_Y:S>Y:Q|order_X:int,order_Y:int|1 Q=c,S=a
QOrderedLayerNormalization|5-5>1-1|X:Q,scale_X:S,scale:F,B?:F,scale_Y:S>Y:Q|axis:int=-1,epsilon:float=1e-05,order_X:int=1,order_Y:int=1|1 F=aj,Q=c,S=a
QOrderedLongformerAttention|14-14>1-1|input:Q,scale_input:S,weight:Q,scale_weight:S,bias:S,scale_bias:S,scale_qkv_gemm:S,mask:F,global_weight:Q,scale_global_weight:S,global_bias:S,scale_global_gemm:S,global:G,scale_output:S>output:Q|num_heads!:int,order_global_weight!:int,order_input!:int,order_output!:int,order_weight!:int,window!:int|1 F=j,G=f,Q=c,S=a
QOrderedMatMul|5-8>1-1|A:Q,scale_A:S,B:Q,scale_B:S,scale_Y:S,bias?:S,C?:Q,scale_C?:S>Y:Q|order_A!:int,order_B!:int,order_Y!:int|1 Q=c,S=a
QuantizeBFP|1-1>3-3|x:T1>y:T2,shape:T3,strides:T3|bfp_type!:int,block_dim:int=-1|1 T1=ajp,T2=b,T3=g
QuantizeLinear|2-3>1-1|x:T1,y_scale:T1,y_zero_point?:T2>y:T2|axis:int|1 T1=aj,T2=bcdeuv
QuantizeWithOrder|2-2>1-1|input:F,scale_input:S>output:Q|order_input!:int,order_output!:int|1 F=aj,Q=c,S=a
QuickGelu|1-1>1-1|X:T>Y:T|alpha:float=1.702|1 T=ajkp
Range|2-3>1-1|start:T,limit:T,delta?:T>Y:T||1 T=aefgk
ReduceSumInteger|1-1>1-1|data:T1>reduced:T2|axes!:ints,keepdims!:int|1 T1=bc,T2=fl
RelativePositionBias|3-3>1-1|bias_table:T,query_length:U,key_length:U>output:T|is_bidirectional:int=0,max_distance!:int|1 T=aj,U=g
RemovePadding|2-2>4-4|input:T,sequence_token_count:M>output:T,token_offset:M,cumulated_seq_len:M,max_seq_len:M||1 M=f,T=aj
RestorePadding|2-2>1-1|input:T,token_offset:M>output:T||1 M=f,T=aj
Rfft|1-1>1-1|X:T>Y:T|normalized:int=0,onesided:int=1,signal_ndim:int=1|1 T=ajk
RotaryEmbedding|4-4>1-1|input:T,position_ids:M,cos_cache:T,sin_cache:T>output:T|interleaved:int,is_packed_batching:int,num_heads:int,rotary_embedding_dim:int,scale:float|1 M=g,T=ajp
SampleOp|1-1>1-1|X:T>Y:T||1 T=afgjklm
Sampling|2-9>1-2|input_ids:I,max_length:I,min_length?:I,repetition_penalty?:T,vocab_mask?:I,prefix_vocab_mask?:I,attention_mask?:I,presence_mask?:I,seed?:I>sequences:I,filtered_logits?:T|custom:int=0,decoder!:graph,decoder_start_token_id:int=-1,encoder:graph,eos_token_id!:int,filter_value:float=-1e+20,init_decoder:graph,min_tokens_to_keep:int=0,model_type:int=0,no_repeat_ngram_size:int=0,pad_token_id!:int,presence_penalty:float=0.0,temperature:float=1.0,top_p:float=0.0,vocab_size:int=-1|1 I=f,T=a
SkipGroupNorm|4-5>1-2|X:T,gamma:M,beta:M,skip:T,bias?:T>Y:T,S?:T|activation!:int,channels_last:int=1,epsilon:float=1e-05,groups!:int|1 M=aj,T=aj
SkipLayerNormalization|3-5>1-4|input:T,skip:T,gamma:T,beta?:T,bias?:T>output:T,mean?:U,inv_std_var?:U,input_skip_bias_sum?:T|epsilon:float=1e-12|1 T=ajp,U=a
SkipSimplifiedLayerNormalization|3-4>1-4|input:T,skip:T,gamma:T,bias?:T>output:T,mean?:U,inv_std_var?:U,input_skip_bias_sum?:T|epsilon:float=1e-12|1 T=ajp,U=a
Snpe|1-9999>1-9999|inputs*:T>outputs*:T|DLC!:string,notes:string,snpe_version:string,target_device:string|1 T=abd
SparseAttention|9-11>3-3|query:T,key?:T,value?:T,past_key:T,past_value:T,block_row_indices:M,block_col_indices:M,total_sequence_length:M,key_total_sequence_lengths:M,cos_cache?:T,sin_cache?:T>output:T,present_key:T,present_value:T|do_rotary:int,kv_num_heads!:int,num_heads!:int,rotary_interleaved:int,scale:float,sparse_block_size!:int|1 M=f,T=ajp
SparseToDenseMatMul|2-2>1-1|A:T,B:T1>Y:T1|alpha:float=1.0,transA:int=0,transB:int=0|1 T=P,T1=afgklm
Tokenizer|1-1>1-1|X:T>Y:T|mark!:int,mincharnum!:int,pad_value!:string,separators:strings,tokenexp:string|1 T=h
TorchEmbedding|2-4>1-1|weight:T,indices:=g,padding_idx?:=g,scale_grad_by_freq?:=i>Y:T||1 T=abcdefgjklmp
TransposeMatMul|2-2>1-1|A:T,B:T>Y:T|alpha:float=1.0,transA:int=0,transB:int=0|1 T=ajkp
Trilu|1-2>1-1|X:T,k?:=g>Y:T|upper:int=1|1 T=abcdefgijklmp
UnfoldTensor|1-1>1-1|input:T>output:T|dim:int=-1,size!:int,step:int=1|1 T=abcdefghijklmnop
Unique|1-1>3-3|x:T>y:T,idx:=g,counts:=g||1 T=abcdefghijklmno
VarlenCausalConvWithState|5-6>2-3|input:T,weight:T,cumulative_sequence_length:M,bias?:T,initial_state:T,capture_count?:M>output:T,final_state:T,state_update?:T|activation:string=none,dilation:int=1,state_update_capacity:int=0|1 M=f,T=ajp
WhisperBeamSearch|5-15>1-5|input_ids:F,max_length:I,min_length?:I,num_beams:I,num_return_sequences:I,length_penalty?:T,repetition_penalty?:T,vocab_mask?:M,prefix_vocab_mask?:M,attention_mask?:I,decoder_input_ids?:I,logits_processor?:I,cross_qk_layer_head?:I,extra_decoding_ids?:I,temperature?:T>sequences:I,sequences_scores?:T,scores?:T,cross_qk?:V,non_speech_probs?:T|beginning_timestamp_token_id:int,decoder!:graph,decoder_output_cross_qk:int,decoder_start_token_id:int=-1,early_stopping:int=0,encoder:graph,eos_token_id!:int,init_decoder:graph,model_type:int=2,no_repeat_ngram_size:int=0,no_speech_token_id:int,no_timestamps_token_id:int,pad_token_id!:int,start_of_lm_token_id:int,transcribe_token_id:int,translate_token_id:int,vocab_size:int=-1|1 F=afj,I=f,M=f,T=aj,V=a
WordConvEmbedding|4-4>1-1|Sequence:T,W:T1,B:T1,C:T1>Y:T1|char_embedding_size:int,conv_window_size:int,embedding_size:int|1 T=f,T1=a
`;
